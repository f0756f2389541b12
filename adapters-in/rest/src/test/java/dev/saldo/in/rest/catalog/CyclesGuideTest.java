package dev.saldo.in.rest.catalog;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.in.rest.catalog.GuideCatalog.BASE;
import static dev.saldo.in.rest.catalog.GuideCatalog.PRICES;
import static dev.saldo.in.rest.catalog.GuidePage.codes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.PaymentPeriod;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.in.rest.catalog.GuidePage.Table;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the guide to cycles shows is so: its plan is applied, its rollovers are lived through. A
 * block, a table or a row that is not known here fails; {@code PlanChangesGuideTest} has the plan
 * changes.
 */
class CyclesGuideTest {
  private static final GuidePage PAGE = GuidePage.of("cycles.md");

  /** A customer that is added on the tenth has cycles from the tenth on. */
  private static final Instant CYCLE_END = Instant.parse("2026-12-10T03:00:00Z");

  @Test
  void knowsEveryBlockAndTable() {
    assertThat(PAGE.blocks("yaml")).hasSize(1);
    assertThat(PAGE.blocks("[a-z]*")).hasSize(3);
    assertThat(PAGE.tables())
        .extracting(Table::title)
        .containsExactly(
            "member | means | left out",
            "left at the end | cap | carried over | available in the new cycle of 600");
  }

  @Test
  void describesAPlanThatCanBeApplied() {
    Plan plan = GuideCatalog.read(catalog()).plan("yearly").orElseThrow();

    assertThat(plan.terms().cycle()).isEqualTo(CycleKind.ANNIVERSARY_MONTH);
    assertThat(plan.terms().rollover()).contains(Rollover.forCycles(Credits.of(200), 1));
    assertThat(plan.paymentPeriod()).isEqualTo(new PaymentPeriod(12));
  }

  static List<List<String>> members() {
    return PAGE.table("member").rows();
  }

  @ParameterizedTest
  @MethodSource("members")
  void takesWhatTheTableSaysForAMemberThatIsLeftOut(List<String> row) {
    Plan plan = GuideCatalog.read(BASE + PRICES).plan("free").orElseThrow();
    String member = codes(row.getFirst()).getFirst();

    assertThat(PAGE.blocks("yaml").getFirst()).contains(member + ": ");
    switch (member) {
      case "cycle" -> {
        assertThat(plan.terms().cycle()).isEqualTo(CycleKind.CALENDAR_MONTH);
        assertThat(codes(row.getLast())).containsExactly("calendar_month");
      }
      case "rollover" -> assertThat(plan.terms().rollover()).isEmpty();
      case "payment_months" -> assertThat(plan.paymentPeriod().months()).hasToString(row.getLast());
      default -> throw new AssertionError("no check knows: " + row);
    }
  }

  static List<List<String>> rollovers() {
    return PAGE.table("left at the end").rows();
  }

  @ParameterizedTest
  @MethodSource("rollovers")
  void carriesOverWhatTheTableSays(List<String> row) {
    List<String> left = GuidePage.parts(row.getFirst(), "([0-9]+)(?:, of which ([0-9]+) held)?");
    InMemorySaldo saldo = GuideCatalog.saldo(catalog().replace("cap: 200", "cap: " + row.get(1)));
    saldo.customer("school-42", "yearly");
    use(saldo, 600 - Long.parseLong(left.getFirst()));
    saldo.clock.set(CYCLE_END.minusSeconds(60));
    if (left.getLast() != null) {
      saldo.held(call("chat").credits(left.getLast()).request());
    }
    saldo.clock.set(CYCLE_END);

    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.parse(row.getLast()));
    assertThat(Credits.parse(row.getLast()))
        .isEqualTo(Credits.of(600).plus(Credits.parse(row.get(2))));
  }

  private static void use(InMemorySaldo saldo, long credits) {
    saldo.settle(
        saldo.held(call("chat").credits(Long.toString(credits)).request()).id(),
        TokenUsage.ofTokens(1_000 * credits, 0));
  }

  /** The plan of the page, in a catalogue that offers it a feature. */
  private static String catalog() {
    String plans = "plans:\n  - {slug: free, allowance: 1000000}\n";
    assertThat(BASE).contains(plans);
    return BASE.replace(plans, PAGE.blocks("yaml").getFirst() + "  - {slug: free, allowance: 1}\n")
            .replace("plan: free", "plan: yearly")
        + PRICES;
  }
}
