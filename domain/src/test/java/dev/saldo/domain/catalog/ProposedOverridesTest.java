package dev.saldo.domain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogProposal.ProposedList;
import dev.saldo.domain.catalog.CatalogProposal.ProposedPlan;
import dev.saldo.domain.catalog.ProposedOverride.Author;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.OverrideTarget;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.matrix.SignOff;
import dev.saldo.domain.matrix.SignOff.Status;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.ExchangeRates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of overrides that a document proposes. */
class ProposedOverridesTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Author ONE = new Author("key_one", NOW);
  private static final Author TWO = new Author("key_two", NOW.plusSeconds(60));
  private static final CatalogSettings UP_TO_FIFTY =
      new CatalogSettings(Optional.of(50L), Optional.empty());

  @Test
  void isMadeByItsAuthorNow() {
    CatalogDocument document = proposal(CatalogSettings.NONE, calls(900)).after(none(), ONE);

    MatrixOverride made = document.matrix().overrides().getFirst();
    assertThat(made.signOff())
        .isEqualTo(new SignOff(NOW, "key_one", Optional.empty(), Status.APPROVED));
    assertThat(made.effectiveFrom()).isEqualTo(NOW);
  }

  @Test
  void staysWhatItWasWhenNothingIsDifferent() {
    CatalogDocument first = proposal(UP_TO_FIFTY, calls(10)).after(none(), ONE);

    assertThat(proposal(UP_TO_FIFTY, calls(10)).after(Optional.of(first), TWO)).isEqualTo(first);
  }

  @Test
  void isMadeAnewWhenAnythingIsDifferent() {
    CatalogDocument first = proposal(UP_TO_FIFTY, calls(10)).after(none(), ONE);

    CatalogDocument second = proposal(UP_TO_FIFTY, calls(11)).after(Optional.of(first), TWO);

    assertThat(second.version()).isEqualTo(2);
    assertThat(second.matrix().overrides().getFirst().signOff())
        .isEqualTo(new SignOff(TWO.now(), "key_two", Optional.empty(), Status.APPROVED));
  }

  @Test
  void keepsAnApprovalAndLosesItWithTheFirstDifference() {
    CatalogDocument first = proposal(UP_TO_FIFTY, calls(51)).after(none(), ONE);
    MatrixOverride pending = first.matrix().overrides().getFirst();
    assertThat(pending.isApproved()).isFalse();
    CatalogDocument approved =
        first.withOverrides(
            List.of(pending.with(pending.signOff().decided(Status.APPROVED, "key_two"))));

    CatalogDocument same = proposal(UP_TO_FIFTY, calls(51)).after(Optional.of(approved), ONE);
    CatalogDocument more = proposal(UP_TO_FIFTY, calls(52)).after(Optional.of(approved), ONE);

    assertThat(same).isEqualTo(approved);
    assertThat(more.matrix().overrides().getFirst().isApproved()).isFalse();
  }

  @Test
  void isMeasuredByTheSettingsBeforeAndAfter() {
    CatalogDocument strict = proposal(UP_TO_FIFTY).after(none(), ONE);
    CatalogDocument loose = proposal(CatalogSettings.NONE).after(none(), ONE);

    assertThat(pending(proposal(CatalogSettings.NONE, calls(51)).after(Optional.of(strict), ONE)))
        .isTrue();
    assertThat(pending(proposal(UP_TO_FIFTY, calls(51)).after(Optional.of(loose), ONE))).isTrue();
    assertThat(pending(proposal(UP_TO_FIFTY, calls(50)).after(Optional.of(loose), ONE))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "50, 60, , , false",
    "50, 60, 50, 60, false",
    "50, 60, 51, 60, true",
    "50, 60, 50, 61, true",
    "50, , 1, 999, false",
    ", 60, 999, 1, false",
    ", , 999, 999, false"
  })
  void needsApprovalAboveTheSize(Long day, Long month, Long daily, Long monthly, boolean needed) {
    CatalogSettings settings =
        new CatalogSettings(Optional.ofNullable(day), Optional.ofNullable(month));

    assertThat(
            settings.needsApproval(
                row(
                    new OverrideEffect.Replace(
                        Optional.of(BigDecimal.ONE),
                        Optional.empty(),
                        Optional.ofNullable(daily),
                        Optional.ofNullable(monthly)))))
        .isEqualTo(needed);
  }

  /** An addition without a limit is more than any size. */
  @ParameterizedTest
  @CsvSource({
    "50, 60, 50, 60, false",
    "50, 60, 51, 60, true",
    "50, 60, 50, 61, true",
    "50, , 50, , false",
    ", 60, , 60, false",
    "50, 60, , 60, true",
    "50, 60, 50, , true",
    ", , , , false"
  })
  void needsApprovalToAddAboveTheSize(
      Long day, Long month, Long daily, Long monthly, boolean needed) {
    CatalogSettings settings =
        new CatalogSettings(Optional.ofNullable(day), Optional.ofNullable(month));

    assertThat(
            settings.needsApproval(
                row(
                    new OverrideEffect.Add(
                        "analysis",
                        BigDecimal.ONE,
                        new ModelId("openai", "gpt-4o-mini"),
                        Optional.ofNullable(daily),
                        Optional.ofNullable(monthly)))))
        .isEqualTo(needed);
  }

  @Test
  void neverNeedsApprovalToExclude() {
    CatalogSettings nothing = new CatalogSettings(Optional.of(0L), Optional.of(0L));

    assertThat(nothing.needsApproval(row(new OverrideEffect.Exclude()))).isFalse();
    assertThatThrownBy(() -> new CatalogSettings(Optional.of(-1L), Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("a size must not be negative");
  }

  @Test
  void refusesOverridesThatNameAPlanOrProfileThatIsNotThere() {
    assertThatThrownBy(() -> named("gold", "user").after(none(), ONE))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("override more names an unknown plan: gold");
    assertThatThrownBy(() -> named("free", "boss").after(none(), ONE))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("override more names an unknown profile: boss");
  }

  private static boolean pending(CatalogDocument document) {
    return document.matrix().overrides().getFirst().signOff().status() == Status.PENDING_APPROVAL;
  }

  private static Optional<CatalogDocument> none() {
    return Optional.empty();
  }

  private static MatrixOverride row(OverrideEffect effect) {
    return override(effect, Optional.empty(), Optional.empty()).asApproved(ONE);
  }

  private static ProposedOverride calls(long daily) {
    OverrideEffect effect =
        new OverrideEffect.Replace(
            Optional.empty(), Optional.empty(), Optional.of(daily), Optional.empty());
    return override(effect, Optional.empty(), Optional.empty());
  }

  private static CatalogProposal named(String plan, String profile) {
    return proposal(
        CatalogSettings.NONE,
        override(new OverrideEffect.Exclude(), Optional.of(plan), Optional.of(profile)));
  }

  private static ProposedOverride override(
      OverrideEffect effect, Optional<String> plan, Optional<String> profile) {
    return new ProposedOverride(
        "more",
        OverrideSubject.ofGroup("beta"),
        new OverrideTarget("chat", "openai", plan, profile),
        effect,
        Origin.PROMO,
        Optional.empty(),
        Optional.empty(),
        "a test");
  }

  private static CatalogProposal proposal(CatalogSettings settings, ProposedOverride... overrides) {
    return new CatalogProposal(
        matrix(),
        LimitBook.EMPTY,
        List.of(new ProposedPlan("free", OptionalInt.of(1), ProposedOverridesTest::plan)),
        List.of(new ProposedList<>(OptionalInt.of(1), Optional.of(NOW), List.of())),
        List.of(),
        ExchangeRates.NONE,
        List.of(),
        List.of("user"),
        "free",
        List.of(overrides),
        settings);
  }

  private static FeatureMatrix matrix() {
    return new FeatureMatrix(
        List.of(
            new Provider(
                "openai",
                "OpenAI",
                ProviderStatus.ACTIVE,
                BigDecimal.ONE,
                "sandbox",
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        List.of(
            new Feature(
                "chat",
                "Chat",
                FeatureCategory.CHAT,
                Optional.empty(),
                Optional.empty(),
                FeatureBilling.OWN,
                true)),
        List.of(),
        List.of(),
        List.of(new Group("beta", false)));
  }

  private static Plan plan(int version) {
    PlanTerms terms =
        new PlanTerms(
            "free", version, Credits.of(50), Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO);
    return new Plan(terms, "Free", Optional.empty(), Optional.empty());
  }
}
