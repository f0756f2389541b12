package dev.saldo.in.rest.catalog;

import static java.util.Objects.requireNonNullElse;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.Slug;
import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.domain.catalog.CatalogProposal.ProposedPlan;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PaymentPeriod;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.MoneyBody;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of a plan in a catalogue on the wire. */
@Schema(
    name = "Plan",
    description = "A version of a plan. Customers stay on theirs until they are moved.")
public record CatalogPlan(
    @NotNull @Schema(examples = "professional") String slug,
    @Positive
        @Max(CatalogProposal.VERSION_MAX)
        @Schema(description = "Left out: the newest if it is the same, and else the next")
        @Nullable Integer version,
    @Size(min = 1, max = 200) @Schema(description = "Left out: the slug") @Nullable String name,
    @NotNull @Schema(description = "Credits given each cycle", examples = "600") String allowance,
    @Schema(description = "`hard`, `observe` or `unlimited`; left out: `hard`")
        @Nullable String enforcement,
    @Schema(
            description =
                "What happens with a charge above its hold: `charge`, `debt_up_to`, "
                    + "`cap_at_hold` or `reject`; left out: `charge`")
        @Nullable String overrun,
    @Schema(
            description = "Credits that new calls may draw beyond the balance; left out: 0",
            examples = "0")
        @Nullable String debtLimit,
    @Schema(
            description =
                "`calendar_month`, which begins on the first, or `anniversary_month`, which begins "
                    + "on the customer's own day; left out: `calendar_month`",
            examples = "calendar_month")
        @Nullable String cycle,
    @Valid @Schema(description = "What is carried into the next cycle; left out: nothing")
        @Nullable RolloverBody rollover,
    @Valid @Schema(description = "What a payment costs; left out when it is not sold")
        @Nullable MoneyBody price,
    @Min(1)
        @Max(PaymentPeriod.MONTHS_MAX)
        @Schema(
            description =
                "For how many months a payment pays, such as 12; the allowance is given each "
                    + "month. Left out: 1",
            examples = "1")
        @Nullable Integer paymentMonths,
    @Valid @Schema(description = "What a credit is worth, for expected revenue")
        @Nullable MoneyBody creditValue,
    @Schema(
            description =
                "The part of a call's expected revenue that must be left when its provider is "
                    + "paid, from 0 to below 1; a model that leaves less is not offered. Only with "
                    + "a credit value; left out: none",
            examples = "0.3")
        @Nullable String marginFloor) {

  static CatalogPlan from(Plan plan) {
    PlanTerms terms = plan.terms();
    return new CatalogPlan(
        plan.slug(),
        plan.version(),
        plan.name(),
        terms.allowance().toString(),
        WireText.word(terms.enforcement()),
        WireText.word(terms.overrun()),
        terms.debtLimit().toString(),
        WireText.word(terms.cycle()),
        terms.rollover().map(RolloverBody::from).orElse(null),
        plan.price().map(MoneyBody::from).orElse(null),
        plan.paymentPeriod().months(),
        plan.creditValue().map(MoneyBody::from).orElse(null),
        plan.marginFloor().map(BigDecimal::toPlainString).orElse(null));
  }

  ProposedPlan toPlan(String field) {
    Reading.value(field + ".slug", slug, Slug::of);
    Credits each = Decimals.credits(field + ".allowance", allowance);
    Enforcement enforced =
        Reading.choice(
            field + ".enforcement", requireNonNullElse(enforcement, "hard"), Enforcement.class);
    OverrunPolicy beyond =
        Reading.choice(
            field + ".overrun", requireNonNullElse(overrun, "charge"), OverrunPolicy.class);
    Credits limit = Decimals.credits(field + ".debt_limit", requireNonNullElse(debtLimit, "0"));
    CycleKind begins =
        Reading.choice(
            field + ".cycle", requireNonNullElse(cycle, "calendar_month"), CycleKind.class);
    Optional<Rollover> carried =
        Optional.ofNullable(rollover).map(it -> it.toRollover(field + ".rollover"));
    PaymentPeriod pays =
        paymentMonths == null ? PaymentPeriod.MONTH : new PaymentPeriod(paymentMonths);
    Optional<Money> costs = Optional.ofNullable(price).map(it -> it.toMoney(field + ".price"));
    Optional<Money> worth =
        Optional.ofNullable(creditValue).map(it -> it.toMoney(field + ".credit_value"));
    Optional<BigDecimal> floor =
        Optional.ofNullable(marginFloor).map(it -> Decimals.read(field + ".margin_floor", it));
    return new ProposedPlan(
        slug,
        Rows.number(version),
        number ->
            new Plan(
                new PlanTerms(slug, number, each, enforced, beyond, limit, begins, carried),
                requireNonNullElse(name, slug),
                costs,
                pays,
                worth,
                floor));
  }
}
