package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PaymentPeriod;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.UpToDate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A school in São Paulo whose months begin on the 31st, with rollover, and a downgrade. */
final class ThreeMonthsTest {
  private static final Key SCHOOL = new Key("school-42");
  private static final Instant NOVEMBER_ENDS = Instant.parse("2026-11-30T03:00:00Z");
  private static final Instant DECEMBER_ENDS = Instant.parse("2026-12-31T03:00:00Z");
  private static final Instant FEBRUARY = Instant.parse("2027-02-01T03:00:00Z");

  private final InMemorySaldo saldo =
      new InMemorySaldo(new CatalogEdit().plan(yearlyPremium()).document());

  @Test
  void livesThemWithItsNumbers() {
    saldo.putCustomer.put(saldo.caller, SCHOOL, premium(), Untold.audit());
    assertThat(wallet().wallet().cycle())
        .isEqualTo(new Cycle(Instant.parse("2026-10-31T03:00:00Z"), NOVEMBER_ENDS));
    assertThat(available()).isEqualTo(Credits.of(300));
    use(180);

    reach(NOVEMBER_ENDS);
    assertThat(available()).isEqualTo(Credits.of(300 + 50));
    assertThat(wallet().wallet().cycle()).isEqualTo(new Cycle(NOVEMBER_ENDS, DECEMBER_ENDS));
    use(320);
    downgrade();
    reach(DECEMBER_ENDS.minusNanos(1_000));
    assertThat(available()).isEqualTo(Credits.of(30));
    assertThat(wallet().wallet().terms().plan()).isEqualTo("premium");

    reach(DECEMBER_ENDS);
    assertThat(available()).isEqualTo(Credits.of(100 + 30));
    assertThat(wallet().wallet().terms().plan()).isEqualTo("free");
    assertThat(wallet().wallet().cycle()).isEqualTo(new Cycle(DECEMBER_ENDS, FEBRUARY));
    AuthorizeOutcome.Held held = saldo.held(diaryAnalysis().credits("120").request());
    assertThat(held.hold().frozenTerms().plan()).isEqualTo("free");

    reach(Instant.parse("2027-03-20T12:00:00Z"));
    assertThat(available()).isEqualTo(Credits.of(100));
    assertThat(wallet().wallet().cycle().start()).isEqualTo(Instant.parse("2027-03-01T03:00:00Z"));
  }

  @Test
  void offersToWaitForThePlanThatComes() {
    saldo.customer("school-42", "free");
    change("premium", 1);
    CallRequest large = diaryAnalysis().credits("4000").request();

    CallResult.Option.WaitUntil wait =
        saldo.refused(large).options().stream()
            .filter(CallResult.Option.WaitUntil.class::isInstance)
            .map(CallResult.Option.WaitUntil.class::cast)
            .findFirst()
            .orElseThrow();

    assertThat(wait.at()).isEqualTo(Instant.parse("2026-12-01T03:00:00Z"));
    reach(wait.at());
    assertThat(saldo.held(large).hold().frozenTerms().plan()).isEqualTo("premium");
  }

  private static Plan yearlyPremium() {
    PlanTerms terms =
        new PlanTerms(
            "premium",
            2,
            Credits.of(300),
            Enforcement.HARD,
            OverrunPolicy.CHARGE,
            Credits.ZERO,
            CycleKind.ANNIVERSARY_MONTH,
            Optional.of(Rollover.forCycles(Credits.of(50), 1)));
    return new Plan(terms, "Premium", Optional.empty(), new PaymentPeriod(12), Optional.empty());
  }

  private static PutCustomer.Request premium() {
    return new PutCustomer.Request(
        Optional.of("premium"),
        Optional.of(ZoneId.of("America/Sao_Paulo")),
        OptionalInt.of(31),
        Optional.empty(),
        Optional.of("School"),
        Set.of(),
        Map.of());
  }

  private void downgrade() {
    assertThat(change(new ChangeCustomerPlan.Request("free", OptionalInt.of(1), Optional.empty())))
        .isInstanceOf(ChangeCustomerPlan.Result.Answered.class);
    assertThat(wallet().wallet().nextTerms()).isPresent();
  }

  private void change(String plan, int version) {
    change(
        new ChangeCustomerPlan.Request(
            plan, OptionalInt.of(version), Optional.of(ChangeTime.END_OF_CYCLE)));
  }

  private ChangeCustomerPlan.Result change(ChangeCustomerPlan.Request request) {
    return new ChangeCustomerPlan(saldo.customers, saldo.catalog, saldo.ledger, saldo.auditLog)
        .change(saldo.caller, SCHOOL, request, Optional.empty(), Untold.audit());
  }

  private void use(int credits) {
    AuthorizeOutcome.Held held =
        saldo.held(diaryAnalysis().credits(Integer.toString(credits)).request());
    saldo.settle(held.id(), TokenUsage.ofTokens(credits * 1_000L, 0));
  }

  private void reach(Instant time) {
    saldo.clock.advance(Duration.between(saldo.clock.instant(), time));
  }

  private UpToDate wallet() {
    return saldo.readWallet.read(saldo.caller, SCHOOL).orElseThrow().wallet();
  }

  private Credits available() {
    return wallet().standing().available();
  }
}
