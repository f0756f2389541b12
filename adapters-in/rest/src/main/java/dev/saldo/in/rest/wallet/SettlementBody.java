package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.Amend;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.in.rest.wire.MoneyBody;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a settlement charged, on the wire. */
@Schema(
    name = "Settlement",
    description = "What a call was charged.",
    requiredProperties = {
      "id",
      "state",
      "charged",
      "returned",
      "not_charged",
      "debt",
      "price_version",
      "late",
      "flags",
      "balance",
      "settled_at"
    })
public record SettlementBody(
    @Schema(description = "Id of the authorization", examples = "auth_06g3z1kq00000000000000001a")
        String id,
    @Schema(
            description = "`expired` when the settlement came late",
            enumeration = {"settled", "expired"})
        String state,
    Charged charged,
    @Schema(description = "Credits that went back from the hold", examples = "1") String returned,
    @Schema(description = "Credits that the plan's policy let go", examples = "0")
        String notCharged,
    @Schema(description = "The charged credits that became debt", examples = "0") String debt,
    @Schema(description = "What the provider charges; left out when its price is not known")
        @Nullable MoneyBody cost,
    @Schema(description = "Version of the price list it was rated with", examples = "1")
        int priceVersion,
    @Schema(description = "Whether the authorization had expired") boolean late,
    @Schema(
            description =
                "`off_route`: the model was none of the candidates. `price_incomplete`: no price "
                    + "matched the model, so nothing could be charged. `observed`: the wallet had "
                    + "less than it cost, and the plan only observes")
        List<String> flags,
    @Schema(
            description =
                "Until when it can be amended, in the customer's time zone; left out unless it was "
                    + "charged on an estimate",
            examples = "2026-12-06T12:00:05-03:00")
        @Nullable OffsetDateTime amendableUntil,
    @Schema(description = "Right after the settlement") BalanceBody balance,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:00:05-03:00")
        OffsetDateTime settledAt) {

  /** What was charged, by grant. */
  @Schema(
      name = "ChargedCredits",
      description = "Credits charged.",
      requiredProperties = {"credits", "lines"})
  public record Charged(
      @Schema(description = "In all, debt included", examples = "2") String credits,
      List<GrantLineBody> lines) {}

  static SettlementBody from(SettleOutcome.Settled settled) {
    return new SettlementBody(
        settled.id().toString(),
        WireText.word(settled.state()),
        new Charged(
            settled.charged().toString(),
            GrantLineBody.from(settled.id().wallet(), settled.lines())),
        settled.returned().toString(),
        settled.notCharged().toString(),
        settled.debt().toString(),
        settled.cost().map(MoneyBody::from).orElse(null),
        settled.priceVersion(),
        settled.late(),
        settled.flags().stream().map(WireText::word).sorted().toList(),
        settled
            .estimated()
            .map(_ -> settled.at().plus(Amend.TIME_MAX))
            .map(until -> OffsetDateTime.ofInstant(until, settled.standing().zone()))
            .orElse(null),
        BalanceBody.from(settled.standing()),
        OffsetDateTime.ofInstant(settled.at(), settled.standing().zone()));
  }
}
