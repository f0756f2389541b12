package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.domain.Credits;
import dev.saldo.domain.wallet.Wallet;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A customer on the wire. */
@Schema(
    name = "Customer",
    description = "An account that holds a wallet and is on a plan.",
    requiredProperties = {
      "key",
      "plan",
      "plan_version",
      "time_zone",
      "cycle_anchor",
      "groups",
      "metadata",
      "created_at"
    })
public record CustomerBody(
    @Schema(examples = "school-42") String key,
    @Schema(description = "Slug of the plan", examples = "professional") String plan,
    @Schema(examples = "1") int planVersion,
    @Schema(description = "IANA name", examples = "America/Sao_Paulo") String timeZone,
    @Schema(
            description = "The zone that begins with the next cycle, when it was changed",
            examples = "America/Manaus")
        @Nullable String nextTimeZone,
    @Schema(
            description =
                "The day of the month on which cycles begin, 1 to 31, when the plan's cycle is an "
                    + "anniversary month",
            examples = "15")
        int cycleAnchor,
    @Schema(
            description =
                "Credits that each cycle gives this customer in place of the plan's allowance; "
                    + "left out when it is the plan's",
            examples = "1000")
        @Nullable String allowance,
    @Schema(examples = "Escola Azul") @Nullable String name,
    List<String> groups,
    Map<String, String> metadata,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:00:00-03:00")
        OffsetDateTime createdAt) {

  /** A customer with its wallet. */
  public static CustomerBody from(ReadWallet.View view) {
    Customer customer = view.customer();
    Wallet wallet = view.wallet().wallet();
    return new CustomerBody(
        customer.key().value(),
        wallet.terms().plan(),
        wallet.terms().version(),
        wallet.zone().getId(),
        wallet.nextZone().map(ZoneId::getId).orElse(null),
        wallet.anchor(),
        wallet.ownAllowance().map(Credits::toString).orElse(null),
        customer.name().orElse(null),
        customer.groups().stream().sorted().toList(),
        new TreeMap<>(customer.metadata()),
        OffsetDateTime.ofInstant(customer.createdAt(), wallet.zone()));
  }
}
