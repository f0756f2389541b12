package dev.saldo.in.rest.catalog;

import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.in.rest.wire.MoneyBody;
import dev.saldo.in.rest.wire.WireText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of a plan on the wire. */
@Schema(
    name = "Plan",
    description = "A version of a plan. Customers stay on theirs until they are moved.",
    requiredProperties = {
      "slug",
      "version",
      "name",
      "is_default",
      "allowance",
      "enforcement",
      "overrun",
      "debt_limit",
      "cycle",
      "payment_months"
    })
public record PlanBody(
    @Schema(examples = "professional") String slug,
    @Schema(description = "From 1", examples = "1") int version,
    @Schema(examples = "Professional") String name,
    @Schema(description = "Whether customers that are given no plan are on it") boolean isDefault,
    @Schema(description = "Credits given each cycle", examples = "600") String allowance,
    @Schema(description = "`hard`, `observe` or `unlimited`", examples = "hard") String enforcement,
    @Schema(
            description =
                "What happens with a charge above its hold: `charge`, `debt_up_to`, "
                    + "`cap_at_hold` or `reject`",
            examples = "charge")
        String overrun,
    @Schema(description = "Credits that new calls may draw beyond the balance", examples = "0")
        String debtLimit,
    @Schema(
            description =
                "`calendar_month`, which begins on the first, or `anniversary_month`, which begins "
                    + "on the customer's own day",
            examples = "calendar_month")
        String cycle,
    @Schema(description = "What is carried into the next cycle; left out for nothing")
        @Nullable RolloverBody rollover,
    @Schema(description = "What a payment costs; left out when it is not sold")
        @Nullable MoneyBody price,
    @Schema(
            description = "For how many months a payment pays; the allowance is given each month",
            examples = "1")
        int paymentMonths,
    @Schema(description = "What a credit is worth, for expected revenue")
        @Nullable MoneyBody creditValue) {

  static PlanBody from(Plan plan, String defaultPlan) {
    PlanTerms terms = plan.terms();
    return new PlanBody(
        plan.slug(),
        plan.version(),
        plan.name(),
        plan.slug().equals(defaultPlan),
        terms.allowance().toString(),
        WireText.word(terms.enforcement()),
        WireText.word(terms.overrun()),
        terms.debtLimit().toString(),
        WireText.word(terms.cycle()),
        terms.rollover().map(RolloverBody::from).orElse(null),
        plan.price().map(MoneyBody::from).orElse(null),
        plan.paymentPeriod().months(),
        plan.creditValue().map(MoneyBody::from).orElse(null));
  }
}
