package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A plan change on the wire. */
@Schema(
    name = "PlanChange",
    description = "A move of a customer from one version of a plan to another.",
    requiredProperties = {"from", "to", "when", "at", "credits"})
public record PlanChangeBody(
    @Schema(description = "What the customer is on until then") PlanVersionBody from,
    @Schema(description = "What the customer is on from then on") PlanVersionBody to,
    @Schema(description = "`now` or `end_of_cycle`", examples = "now") String when,
    @Schema(
            description = "When it takes effect, in the customer's time zone",
            examples = "2026-11-16T00:00:00-03:00")
        OffsetDateTime at,
    @Schema(
            description =
                "Credits that it gives: now, the difference of the allowances for the rest of the "
                    + "cycle; at the end of the cycle, the allowance of the next one",
            examples = "400")
        String credits,
    @Schema(description = "The target of the scheduled change that this one takes the place of")
        @Nullable PlanVersionBody replaced) {

  static PlanChangeBody from(PlanChange change, ZoneId zone) {
    return new PlanChangeBody(
        PlanVersionBody.from(change.from()),
        PlanVersionBody.from(change.to()),
        WireText.word(change.time()),
        OffsetDateTime.ofInstant(change.at(), zone),
        change.credits().toString(),
        change.replaced().map(PlanVersionBody::from).orElse(null));
  }
}
