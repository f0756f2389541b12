package dev.saldo.out.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.Credits;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.LimitSubject;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.PaymentPeriod;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogCodecTest {
  private static final Rollover CARRIED = Rollover.forDays(Credits.of(20), 45);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsTheStarterCatalogueBack(boolean test) {
    CatalogDocument document = StarterCatalog.document(test);
    String json = CatalogCodec.write(document);
    assertThat(CatalogCodec.read(json)).isEqualTo(document);
  }

  @Test
  void readsBackHowTheCyclesOfAPlanRun() {
    CatalogDocument document =
        withCycles(CycleKind.ANNIVERSARY_MONTH, Optional.of(CARRIED), new PaymentPeriod(12));
    assertThat(CatalogCodec.read(CatalogCodec.write(document))).isEqualTo(document);
  }

  @Test
  void readsADocumentFromBeforePlansSaidHowTheirCyclesRun() {
    CatalogDocument document =
        withCycles(CycleKind.CALENDAR_MONTH, Optional.empty(), PaymentPeriod.MONTH);
    String json = CatalogCodec.write(document);

    String old =
        json.replace(",\"cycle\":\"calendar_month\"", "").replace(",\"payment_period\":1", "");

    assertThat(old).hasSizeLessThan(json.length() - 40).doesNotContain("payment_period", "cycle");
    assertThat(CatalogCodec.read(old)).isEqualTo(document);
  }

  /** The starter catalogue, all of whose plans have such cycles. */
  private static CatalogDocument withCycles(
      CycleKind cycle, Optional<Rollover> rollover, PaymentPeriod period) {
    CatalogDocument starter = StarterCatalog.document(false);
    List<Plan> plans =
        starter.plans().stream()
            .map(
                plan ->
                    new Plan(
                        new PlanTerms(
                            plan.slug(),
                            plan.version(),
                            plan.terms().allowance(),
                            plan.terms().enforcement(),
                            plan.terms().overrun(),
                            plan.terms().debtLimit(),
                            cycle,
                            rollover),
                        plan.name(),
                        plan.price(),
                        period,
                        plan.creditValue(),
                        plan.marginFloor()))
            .toList();
    return new CatalogDocument(
        starter.version(),
        starter.matrix(),
        starter.limits(),
        plans,
        starter.prices(),
        starter.rates(),
        starter.packs(),
        starter.profiles(),
        starter.defaultPlan());
  }

  @Test
  void keepsLimitsAndReadsADocumentFromBeforeThereWereAny() {
    CatalogDocument document =
        new CatalogEdit()
            .limit(
                new LimitRule(
                    "tpm",
                    Optional.of("free"),
                    LimitSubject.CUSTOMER,
                    Optional.empty(),
                    Optional.of("user_chat"),
                    Optional.of("openai"),
                    Optional.empty(),
                    LimitUnit.TOKENS,
                    WindowKind.RATE,
                    90_000,
                    true))
            .document();
    String json = CatalogCodec.write(document);

    assertThat(CatalogCodec.read(json)).isEqualTo(document);
    String plain = CatalogCodec.write(StarterCatalog.document(false));
    String old = plain.replace("\"limits\":{\"rules\":[]},", "");
    assertThat(old).hasSizeLessThan(plain.length());
    assertThat(CatalogCodec.read(old)).isEqualTo(StarterCatalog.document(false));
  }
}
