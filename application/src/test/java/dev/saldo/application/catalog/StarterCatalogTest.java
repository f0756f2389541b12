package dev.saldo.application.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StarterCatalogTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final CatalogDocument catalog = StarterCatalog.document(false);

  @Test
  void offersTheStarterPlans() {
    assertThat(catalog.plans())
        .extracting(Plan::slug)
        .containsExactly("free", "professional", "premium", "unlimited");
    assertThat(allowance("free")).isEqualTo(Credits.of(100));
    assertThat(allowance("professional")).isEqualTo(Credits.of(600));
    assertThat(allowance("premium")).isEqualTo(Credits.of(6_000));
    assertThat(catalog.plan("unlimited").orElseThrow().terms().enforcement())
        .isEqualTo(Enforcement.UNLIMITED);
    assertThat(catalog.defaultPlan()).isEqualTo("free");
  }

  @Test
  void sellsTheStarterPacks() {
    assertThat(catalog.packs())
        .extracting(Pack::slug, pack -> pack.credits().toString(), pack -> pack.price().amount())
        .containsExactly(
            tuple("start", "100", "39.70"),
            tuple("growth", "300", "99.70"),
            tuple("pro", "800", "199.70"),
            tuple("master", "2000", "397.00"));
    assertThat(catalog.packs())
        .allMatch(pack -> pack.price().currency().getCurrencyCode().equals("BRL"));
  }

  @ParameterizedTest
  @CsvSource({
    "free, 3, 30, openai",
    "professional, 10, 200, openai",
    "premium, 50, 1000, openai anthropic"
  })
  void limitsTheCallsOfUsersByPlan(String plan, long daily, long monthly, String providers) {
    for (String profile : List.of("user", "professional")) {
      List<Candidate> candidates = candidates(plan, "diary_analysis", profile);

      assertThat(candidates)
          .extracting(candidate -> candidate.model().provider())
          .containsExactly(providers.split(" "));
      assertThat(candidates)
          .allSatisfy(
              candidate -> {
                assertThat(candidate.dailyCalls()).contains(daily);
                assertThat(candidate.monthlyCalls()).contains(monthly);
              });
    }
  }

  @Test
  void offersUnlimitedWhatPremiumHasWithoutLimits() {
    List<Candidate> unlimited = candidates("unlimited", "user_chat", "user");

    assertThat(unlimited)
        .extracting(Candidate::model)
        .containsExactlyElementsOf(
            candidates("premium", "user_chat", "user").stream().map(Candidate::model).toList());
    assertThat(unlimited)
        .allMatch(candidate -> candidate.dailyCalls().isEmpty())
        .allMatch(candidate -> candidate.monthlyCalls().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"free", "professional", "premium", "unlimited"})
  void opensEveryFeatureToAdminsOnEveryPlan(String plan) {
    for (Feature feature : catalog.matrix().features()) {
      List<Candidate> candidates = candidates(plan, feature.slug(), "admin");

      assertThat(candidates)
          .extracting(candidate -> candidate.model().provider())
          .containsExactly("openai", "anthropic", "gemini");
      assertThat(candidates)
          .allMatch(candidate -> candidate.dailyCalls().isEmpty())
          .allMatch(candidate -> candidate.monthlyCalls().isEmpty());
    }
  }

  @Test
  void keepsTheAdminOracleForAdmins() {
    assertThat(reason("unlimited", "admin_oracle", "user", Optional.empty()))
        .isEqualTo(Reason.FEATURE_NOT_IN_PLAN);
    assertThat(catalog.matrix().cells())
        .filteredOn(cell -> cell.feature().equals("admin_oracle"))
        .extracting(MatrixCell::profile)
        .containsOnly("admin");
  }

  @Test
  void refusesAnthropicOnTheFreePlan() {
    assertThat(reason("free", "user_chat", "user", Optional.of(StarterPrices.CLAUDE_SONNET)))
        .isEqualTo(Reason.MODEL_NOT_ALLOWED);
  }

  @Test
  void asksForAnalysisOrGenerationByDefault() {
    for (Feature feature : catalog.matrix().features()) {
      boolean analysis = Set.of("diary_analysis", "clarity_test").contains(feature.slug());
      assertThat(candidates("free", feature.slug(), "admin"))
          .extracting(Candidate::role)
          .containsOnly(analysis ? "analysis" : "generation");
    }
  }

  @Test
  void weighsVotingAndConsensusOfLegalReports() {
    assertThat(candidates(context("legal_reports", "voting")))
        .extracting(candidate -> candidate.model().provider(), Candidate::weight)
        .containsExactly(tuple("openai", BigDecimal.ONE), tuple("anthropic", BigDecimal.ONE));
    assertThat(candidates(context("legal_reports", "consensus")))
        .extracting(candidate -> candidate.model().provider())
        .containsExactly("anthropic");
    assertThat(candidates("free", "legal_reports", "admin"))
        .extracting(candidate -> candidate.weight().toPlainString())
        .containsExactly("1", "0.8", "0.6");
  }

  @ParameterizedTest
  @CsvSource({"1000, 1", "1001, 2", "1300, 2", "0, 0"})
  void chargesACreditForEveryStartedThousandTokens(long tokens, String credits) {
    TokenPricing prices = catalog.prices().pricesAt(NOW);

    assertThat(
            prices
                .find("free", "user_chat", StarterPrices.GPT_4O_MINI)
                .orElseThrow()
                .price()
                .rate(TokenUsage.ofTokens(tokens, 0))
                .credits())
        .isEqualTo(Credits.parse(credits));
  }

  @Test
  void knowsWhatATypicalCallCostsUs() {
    TokenUsage typical =
        catalog.matrix().feature("user_chat").orElseThrow().estimate().orElseThrow();

    assertThat(typical).isEqualTo(TokenUsage.ofTokens(1_500, 800));
    assertThat(cost(StarterPrices.GPT_4O_MINI, typical)).isEqualByComparingTo("0.000705");
  }

  @Test
  void costsEveryModelOfTheMatrixAndEveryDefaultModel() {
    CostList costs = catalog.prices().costsAt(NOW).orElseThrow();

    assertThat(catalog.matrix().cells())
        .allMatch(cell -> costs.cost(cell.model(), TokenUsage.ofTokens(1, 1)).isPresent());
    assertThat(catalog.matrix().providers())
        .allMatch(
            provider ->
                costs.cost(provider.defaultModel().orElseThrow(), TokenUsage.NOTHING).isPresent());
  }

  @Test
  void ranksProvidersByTheCostOfATypicalCall() {
    TokenUsage typical = TokenUsage.ofTokens(1_500, 800);
    BigDecimal unit = cost(StarterPrices.GPT_4O_MINI, typical);
    for (Provider provider : catalog.matrix().providers()) {
      BigDecimal relative =
          cost(provider.defaultModel().orElseThrow(), typical).divide(unit, MathContext.DECIMAL64);

      assertThat(provider.relativeCost()).isCloseTo(relative, within(new BigDecimal("0.05")));
    }
  }

  @Test
  void keepsTogetherAndXaiUnderTestWithoutRoles() {
    assertThat(catalog.matrix().providers())
        .filteredOn(provider -> provider.status() == ProviderStatus.TESTING)
        .extracting(Provider::slug)
        .containsExactly("together", "xai");
    assertThat(catalog.matrix().roles())
        .noneMatch(role -> Set.of("together", "xai").contains(role.provider()));
  }

  @Test
  void answersFromTheSandboxInATestTenantAndIsOtherwiseTheSame() {
    CatalogDocument test = StarterCatalog.document(true);

    assertThat(test.matrix().providers())
        .allMatch(provider -> provider.adapter().equals("sandbox"))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("adapter")
        .containsExactlyElementsOf(catalog.matrix().providers());
    assertThat(catalog.matrix().providers())
        .noneMatch(provider -> provider.adapter().equals("sandbox"));
    assertThat(test.matrix().cells()).isEqualTo(catalog.matrix().cells());
    assertThat(test.matrix().roles()).isEqualTo(catalog.matrix().roles());
    assertThat(test.plans()).isEqualTo(catalog.plans());
    assertThat(test.prices()).isEqualTo(catalog.prices());
    assertThat(test.packs()).isEqualTo(catalog.packs());
  }

  private Credits allowance(String plan) {
    return catalog.plan(plan).orElseThrow().terms().allowance();
  }

  private BigDecimal cost(ModelId model, TokenUsage usage) {
    return catalog.prices().costsAt(NOW).orElseThrow().cost(model, usage).orElseThrow().amount();
  }

  private List<Candidate> candidates(String plan, String feature, String profile) {
    return candidates(context(plan, feature, profile, Optional.empty(), Optional.empty()));
  }

  private List<Candidate> candidates(MatrixContext context) {
    return ((Resolution.Resolved) catalog.matrix().resolve(context)).candidates();
  }

  private Reason reason(String plan, String feature, String profile, Optional<ModelId> model) {
    MatrixContext context = context(plan, feature, profile, Optional.empty(), model);
    return ((Resolution.Unresolved) catalog.matrix().resolve(context)).reason();
  }

  private static MatrixContext context(String feature, String role) {
    return context("premium", feature, "user", Optional.of(role), Optional.empty());
  }

  private static MatrixContext context(
      String plan, String feature, String profile, Optional<String> role, Optional<ModelId> model) {
    return new MatrixContext(
        plan,
        feature,
        profile,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        role,
        model,
        false,
        Set.of(),
        Instant.EPOCH);
  }
}
