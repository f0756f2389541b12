package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.Standing;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A balance on the wire. */
@Schema(
    name = "Balance",
    description = "A balance, in credits.",
    requiredProperties = {"available", "held", "posted", "debt"})
public record BalanceBody(
    @Schema(description = "Free to use now", examples = "47") String available,
    @Schema(description = "Set aside by open authorizations", examples = "3") String held,
    @Schema(description = "Available, held and frozen together", examples = "50") String posted,
    @Schema(description = "What is owed", examples = "0") String debt,
    @Schema(description = "What lapses next; left out when nothing does")
        @Nullable Expiring expiringNext) {

  /** Credits that lapse at one time. */
  @Schema(
      name = "ExpiringCredits",
      description = "Credits that lapse at one time.",
      requiredProperties = {"credits", "at"})
  public record Expiring(
      @Schema(examples = "47") String credits,
      @Schema(description = "In the customer's time zone", examples = "2026-12-01T00:00:00-03:00")
          OffsetDateTime at) {
    static @Nullable Expiring from(Standing standing) {
      ZoneId zone = standing.zone();
      return standing
          .expiringNext()
          .map(
              next ->
                  new Expiring(
                      next.credits().toString(), OffsetDateTime.ofInstant(next.at(), zone)))
          .orElse(null);
    }
  }

  /** A balance at one moment. */
  public static BalanceBody from(Standing standing) {
    return new BalanceBody(
        standing.available().toString(),
        standing.held().toString(),
        standing.posted().toString(),
        standing.debt().toString(),
        Expiring.from(standing));
  }
}
