package dev.saldo.domain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidRowsException;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Money;
import dev.saldo.domain.RowFault;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.OverrideTarget;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.matrix.SignOff;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.ExchangeRate;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceComponent.PerCall;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenPricing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogDocumentTest {
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final ModelId MODEL = new ModelId("openai", "gpt-4o-mini");

  private final List<MatrixCell> cells = new ArrayList<>(List.of(cell("free", "user")));
  private final List<Plan> plans = new ArrayList<>(List.of(plan("free", 1), plan("free", 2)));
  private final List<PriceRow> prices = new ArrayList<>(List.of(price("free", "chat", "openai")));
  private final List<ExchangeRate> rates = new ArrayList<>();
  private final List<CostRow> costs = new ArrayList<>(List.of(cost(MODEL)));
  private final List<Pack> packs = new ArrayList<>(List.of(pack("start")));
  private final List<String> profiles = new ArrayList<>(List.of("user", "admin"));
  private final List<Group> groups = new ArrayList<>();
  private final List<LimitRule> limits = new ArrayList<>();
  private String defaultPlan = "free";
  private CatalogSettings settings = CatalogSettings.NONE;

  @Test
  void findsTheNewestAndAnyOtherVersionOfAPlan() {
    plans.addFirst(plan("free", 3));
    plans.add(plan("premium", 9));
    CatalogDocument document = document();

    assertThat(document.plan("free")).contains(plan("free", 3));
    assertThat(document.plan("free", 1)).contains(plan("free", 1));
    assertThat(document.plan("free", 9)).isEmpty();
    assertThat(document.plan("gold")).isEmpty();
  }

  @Test
  void changesNothingButItsNumber() {
    CatalogDocument document = document();

    assertThat(document.withVersion(7).version()).isEqualTo(7);
    assertThat(document.withVersion(7).withVersion(1)).isEqualTo(document);
    assertThatThrownBy(() -> document.withVersion(0)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void countsUpOnlyWhenItsOverridesChange() {
    groups.add(new Group("beta", false));

    CatalogDocument excluding = document().withOverrides(List.of(exclusion()));

    assertThat(excluding.version()).isEqualTo(2);
    assertThat(excluding.matrix().overrides()).containsExactly(exclusion());
    assertThat(excluding.withOverrides(List.of(exclusion())).version()).isEqualTo(2);
    assertThat(excluding.withOverrides(List.of()).version()).isEqualTo(3);
  }

  @Test
  void refusesCatalogueWithoutProfiles() {
    profiles.clear();

    assertRefused("must have a profile");
  }

  @Test
  void refusesProfileThatIsNoSlug() {
    profiles.add("Head teacher");

    assertRefused("must be 1 to 63 lower-case letters, digits, underscores or hyphens");
  }

  @Test
  void refusesMarginFloorWithoutRateFromACurrencyOfTheCosts() {
    plans.set(1, withFloor(plan("free", 2)));

    assertRefused(
        "plan free has a margin floor in BRL, and there are costs in USD:"
            + " an exchange rate USD/BRL is needed");
    rates.add(new ExchangeRate("EUR", "BRL", new BigDecimal("6.20"), SINCE));
    rates.add(new ExchangeRate("USD", "EUR", new BigDecimal("0.87"), SINCE));
    assertRefused(
        "plan free has a margin floor in BRL, and there are costs in USD:"
            + " an exchange rate USD/BRL is needed");
    rates.add(new ExchangeRate("USD", "BRL", new BigDecimal("5.40"), SINCE));
    assertThat(document().plans().getLast().marginFloor()).contains(new BigDecimal("0.2"));
  }

  @Test
  void needsNoRateForCostsInTheCurrencyOfTheFloor() {
    plans.set(1, withFloor(plan("free", 2)));
    costs.set(0, new CostRow(MODEL, costs.getFirst().microsPerMillion(), Map.of(), "BRL"));

    assertThat(document().plans()).hasSize(2);
  }

  @Test
  void asksForRatesOnlyForTheNewestVersionOfAPlan() {
    plans.set(0, withFloor(plan("free", 1)));

    assertThat(document().plan("free", 1)).contains(withFloor(plan("free", 1)));
  }

  @Test
  void refusesCellOfAnUnknownPlan() {
    cells.add(cell("gold", "user"));

    assertRefused("matrix cell gold/user/chat/openai names an unknown plan: gold");
  }

  @Test
  void refusesCellOfAnUnknownProfile() {
    cells.add(cell("free", "guest"));

    assertRefused("matrix cell free/guest/chat/openai names an unknown profile: guest");
  }

  @Test
  void refusesUnknownDefaultPlan() {
    defaultPlan = "gold";

    assertRefused("the default plan names an unknown plan: gold");
  }

  @Test
  void refusesAutoCreationOnAnUnknownPlan() {
    settings = CatalogSettings.NONE.withAutoCreation("gold");

    assertRefused("auto_create_customers names an unknown plan: gold");
  }

  @Test
  void opensCustomersByCallsOnTheNewestVersionOfThePlanItNames() {
    plans.add(plan("free", 3));
    assertThat(document().autoCreationTerms()).isEmpty();

    settings = CatalogSettings.NONE.withAutoCreation("free");

    assertThat(document().autoCreationTerms()).contains(plan("free", 3).terms());
  }

  @Test
  void refusesPriceOfAnUnknownPlan() {
    prices.add(price("gold", "chat", "openai"));

    assertRefused(
        "price list 4, row plan=gold feature=chat model=openai names an unknown plan: gold");
  }

  @Test
  void refusesPriceOfAnUnknownFeature() {
    prices.add(price("free", "poem", "openai"));

    assertRefused(
        "price list 4, row plan=free feature=poem model=openai names an unknown feature: poem");
  }

  @Test
  void refusesPriceOfAnUnknownProvider() {
    prices.add(price("free", "chat", "acme/large/one"));

    assertRefused(
        "price list 4, row plan=free feature=chat model=acme/large/one"
            + " names an unknown provider: acme");
  }

  @Test
  void refusesCostOfAnUnknownProvider() {
    costs.add(cost(new ModelId("acme", "large")));

    assertRefused("cost list 5, row acme/large names an unknown provider: acme");
  }

  @Test
  void refusesTwoPlansOfAVersion() {
    plans.add(plan("free", 2));

    assertRefused("two rows for plan free version 2");
  }

  @Test
  void refusesTwoPacksOfASlug() {
    packs.add(pack("start"));

    assertRefused("two rows for pack start");
  }

  @Test
  void refusesTwoProfilesOfASlug() {
    profiles.add("user");

    assertRefused("two rows for profile user");
  }

  @Test
  void saysAllThatIsWrongAtOnceWithItsPlace() {
    cells.add(cell("gold", "guest"));
    prices.add(price("gold", "chat", "openai"));
    defaultPlan = "none";
    settings = CatalogSettings.NONE.withAutoCreation("gold");

    assertThatThrownBy(this::document)
        .isInstanceOfSatisfying(
            InvalidRowsException.class,
            refused ->
                assertThat(refused.faults())
                    .extracting(RowFault::section, RowFault::row, RowFault::member)
                    .containsExactly(
                        tuple("default_plan", "", ""),
                        tuple("settings", "", "auto_create_customers"),
                        tuple("matrix", "gold/guest/chat/openai", "plan"),
                        tuple("matrix", "gold/guest/chat/openai", "profile"),
                        tuple("prices", "4", "rows[1].plan")));
  }

  @Test
  void knowsTheModelsThatItsRowsName() {
    cells.set(0, cell("free", "user", new ModelId("openai", "gpt-4.1")));
    prices.add(price("free", "chat", "openai/o3"));
    costs.set(0, cost(new ModelId("openai", "gpt-5")));

    assertThat(document().models())
        .containsExactly(
            new ModelId("openai", "gpt-4.1"),
            new ModelId("openai", "gpt-4o-mini"),
            new ModelId("openai", "gpt-5"),
            new ModelId("openai", "o3"));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::document)
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(message);
  }

  @Test
  void refusesLimitsOfWhatIsNotThere() {
    limits.add(Rules.customer("spend").of("premium").rule());
    assertRefused("limit spend names an unknown plan: premium");
    limits.set(0, Rules.customer("spend").in("images").rule());
    assertRefused("limit spend names an unknown feature: images");
    limits.set(0, Rules.customer("spend").on("xai").rule());
    assertRefused("limit spend names an unknown provider: xai");
    limits.set(0, Rules.customer("spend").on("xai/grok").rule());
    assertRefused("limit spend names an unknown provider: xai");
    limits.set(0, Rules.group("spend", "beta").rule());
    assertRefused("limit spend names an unknown group: beta");
    groups.add(new Group("vip", false));
    assertRefused("limit spend names an unknown group: beta");
    groups.add(new Group("beta", false));
    assertThat(document().limits().rules()).hasSize(1);
  }

  private CatalogDocument document() {
    return new CatalogDocument(
        1,
        new FeatureMatrix(List.of(provider()), List.of(feature()), List.of(), cells, groups),
        new LimitBook(limits),
        plans,
        new PriceBook(
            List.of(new TokenPricing(4, SINCE, prices)), List.of(new CostList(5, SINCE, costs))),
        new ExchangeRates(rates),
        packs,
        profiles,
        defaultPlan,
        settings);
  }

  private static Provider provider() {
    return new Provider(
        "openai",
        "OpenAI",
        ProviderStatus.ACTIVE,
        BigDecimal.ONE,
        "sandbox",
        Optional.empty(),
        Optional.empty(),
        Optional.of(MODEL));
  }

  private static Feature feature() {
    return new Feature(
        "chat",
        "Chat",
        FeatureCategory.CHAT,
        Optional.empty(),
        Optional.empty(),
        FeatureBilling.OWN,
        true);
  }

  private static MatrixCell cell(String plan, String profile) {
    return cell(plan, profile, MODEL);
  }

  private static MatrixCell cell(String plan, String profile, ModelId model) {
    return new MatrixCell(
        plan,
        profile,
        "chat",
        model,
        Optional.empty(),
        Optional.empty(),
        Origin.STANDARD,
        Optional.empty(),
        true);
  }

  private static Plan plan(String slug, int version) {
    PlanTerms terms =
        new PlanTerms(
            slug, version, Credits.of(1), Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO);
    return new Plan(terms, "A plan", Optional.empty(), Optional.empty());
  }

  /** The same, where a fifth of a credit of R$ 0.50 must be left. */
  private static Plan withFloor(Plan plan) {
    return new Plan(
        plan.terms(),
        plan.name(),
        plan.price(),
        plan.paymentPeriod(),
        Optional.of(Money.parse("0.50", "BRL")),
        Optional.of(new BigDecimal("0.2")));
  }

  private static MatrixOverride exclusion() {
    return new MatrixOverride(
        "no-openai",
        OverrideSubject.ofGroup("beta"),
        new OverrideTarget("chat", "openai", Optional.empty(), Optional.empty()),
        new OverrideEffect.Exclude(),
        Origin.EXCLUSIVE,
        SINCE,
        Optional.empty(),
        "a test",
        new SignOff(SINCE, "key_one", Optional.empty(), SignOff.Status.APPROVED));
  }

  private static PriceRow price(String plan, String feature, String model) {
    return new PriceRow(
        Optional.of(plan),
        Optional.of(feature),
        Optional.of(model),
        Price.of(new PerCall(Credits.of(1)), Rounding.UP_TO_CREDIT));
  }

  private static CostRow cost(ModelId model) {
    return new CostRow(model, Map.of(TokenClass.INPUT, 1L, TokenClass.OUTPUT, 1L), Map.of(), "USD");
  }

  private static Pack pack(String slug) {
    return new Pack(slug, "A pack", Credits.of(100), Money.parse("39.70", "BRL"));
  }
}
