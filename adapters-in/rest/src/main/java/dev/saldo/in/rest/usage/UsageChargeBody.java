package dev.saldo.in.rest.usage;

import dev.saldo.domain.wallet.UsageOutcome;
import dev.saldo.in.rest.wallet.BalanceBody;
import dev.saldo.in.rest.wallet.GrantLineBody;
import dev.saldo.in.rest.wallet.PlanVersionBody;
import dev.saldo.in.rest.wallet.SettlementBody;
import dev.saldo.in.rest.wire.MoneyBody;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What usage without an authorization was charged, on the wire. */
@Schema(
    name = "UsageCharge",
    description = "What a usage event was charged.",
    requiredProperties = {
      "id",
      "model",
      "plan",
      "charged",
      "not_charged",
      "debt",
      "price_version",
      "flags",
      "balance",
      "used_at",
      "charged_at"
    })
public record UsageChargeBody(
    @Schema(examples = "evt_06g3z1kq00000000000000001a") String id,
    @Schema(description = "The model that was charged", examples = "openai/gpt-4o-mini")
        String model,
    PlanVersionBody plan,
    SettlementBody.Charged charged,
    @Schema(description = "Credits that the plan's policy let go", examples = "0")
        String notCharged,
    @Schema(description = "The charged credits that became debt", examples = "0") String debt,
    @Schema(description = "What the provider charges; left out when its price is not known")
        @Nullable MoneyBody cost,
    @Schema(description = "Version of the price list it was rated with", examples = "1")
        int priceVersion,
    @Schema(
            description =
                "`off_route`: the matrix did not offer the model. `price_incomplete`: no price "
                    + "matched the model, so nothing could be charged. `observed`: the wallet had "
                    + "less than it cost, and the plan only observes")
        List<String> flags,
    @Schema(description = "Right after the charge") BalanceBody balance,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:00:00-03:00")
        OffsetDateTime usedAt,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:04:05-03:00")
        OffsetDateTime chargedAt) {

  static UsageChargeBody from(UsageOutcome.Charged charged) {
    ZoneId zone = charged.standing().zone();
    return new UsageChargeBody(
        charged.id().toString(),
        charged.model().toString(),
        PlanVersionBody.from(charged.plan()),
        new SettlementBody.Charged(
            charged.charged().toString(),
            GrantLineBody.from(charged.id().wallet(), charged.lines())),
        charged.notCharged().toString(),
        charged.debt().toString(),
        charged.cost().map(MoneyBody::from).orElse(null),
        charged.priceVersion(),
        charged.flags().stream().map(WireText::word).sorted().toList(),
        BalanceBody.from(charged.standing()),
        OffsetDateTime.ofInstant(charged.usedAt(), zone),
        OffsetDateTime.ofInstant(charged.at(), zone));
  }
}
