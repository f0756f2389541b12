package dev.saldo.domain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogWarning.Kind;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogWarningTest {
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final ModelId SMALL = new ModelId("openai", "small");
  private static final ModelId LARGE = new ModelId("acme", "large");

  private final List<MatrixCell> cells = new ArrayList<>(List.of(cell(SMALL, true)));
  private final List<TokenPricing> prices =
      new ArrayList<>(List.of(new TokenPricing(1, SINCE, List.of(priced("openai")))));
  private final List<CostList> costs = new ArrayList<>(List.of(new CostList(1, SINCE, costs())));
  private Map<String, Long> units = Map.of();

  @Test
  void saysNothingWhereEverythingHasAPriceAndACost() {
    assertThat(warnings()).isEmpty();
  }

  @Test
  void namesCellsWithoutAPriceAndModelsWithoutACost() {
    cells.add(cell(LARGE, true));

    assertThat(warnings())
        .containsExactly(
            new CatalogWarning(Kind.PRICE_MISSING, "free/user/ocr/acme", LARGE, ""),
            new CatalogWarning(Kind.COST_MISSING, "acme/large", LARGE, ""));
  }

  @Test
  void leavesOutCellsThatAreSwitchedOff() {
    cells.add(cell(LARGE, false));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void namesUnitsThatThePriceDoesNotCharge() {
    units = Map.of("pages", 3L, "images", 1L);

    assertThat(warnings())
        .containsExactly(
            new CatalogWarning(Kind.PRICE_INCOMPLETE, "free/user/ocr/openai", SMALL, "images"));
  }

  @Test
  void judgesByTheNewestListAndNotByADraft() {
    prices.add(new TokenPricing(2, SINCE.plusSeconds(1), List.of()));
    prices.add(new TokenPricing(3, PriceBook.NEVER, List.of(priced("openai"))));
    cells.add(cell(LARGE, true));
    costs.add(new CostList(2, PriceBook.NEVER, List.of(cost(LARGE))));

    assertThat(warnings())
        .containsExactly(
            new CatalogWarning(Kind.PRICE_MISSING, "free/user/ocr/openai", SMALL, ""),
            new CatalogWarning(Kind.PRICE_MISSING, "free/user/ocr/acme", LARGE, ""),
            new CatalogWarning(Kind.COST_MISSING, "acme/large", LARGE, ""));
  }

  @Test
  void knowsNoCostsBeforeTheFirstList() {
    costs.clear();

    assertThat(warnings()).extracting(CatalogWarning::kind).containsExactly(Kind.COST_MISSING);
  }

  private List<CatalogWarning> warnings() {
    PlanTerms terms =
        new PlanTerms(
            "free", 1, Credits.of(1), Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO);
    return CatalogWarning.of(
        new CatalogDocument(
            1,
            new FeatureMatrix(
                List.of(provider("openai"), provider("acme")),
                List.of(feature()),
                List.of(),
                cells,
                List.of()),
            LimitBook.EMPTY,
            List.of(new Plan(terms, "Free", Optional.empty(), Optional.empty())),
            new PriceBook(prices, costs),
            ExchangeRates.NONE,
            List.of(),
            List.of("user"),
            "free"));
  }

  private Feature feature() {
    return new Feature(
        "ocr",
        "OCR",
        FeatureCategory.ANALYSIS,
        Optional.of(new TokenUsage(1, Map.of(TokenClass.INPUT, 100L), units)),
        Optional.empty(),
        FeatureBilling.OWN,
        true);
  }

  private static MatrixCell cell(ModelId model, boolean active) {
    return new MatrixCell(
        "free",
        "user",
        "ocr",
        model,
        Optional.empty(),
        Optional.empty(),
        Origin.STANDARD,
        Optional.empty(),
        active);
  }

  private static Provider provider(String slug) {
    return new Provider(
        slug,
        slug,
        ProviderStatus.ACTIVE,
        BigDecimal.ONE,
        "sandbox",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static PriceRow priced(String provider) {
    Price price =
        new Price(
            List.of(
                new PriceComponent.PerTokenBlock(1_000, Credits.of(1)),
                new PriceComponent.PerUnit(Map.of("pages", Credits.of(2)))),
            BigDecimal.ONE,
            Credits.ZERO,
            Rounding.UP_TO_CREDIT);
    return new PriceRow(Optional.empty(), Optional.empty(), Optional.of(provider), price);
  }

  private static List<CostRow> costs() {
    return List.of(cost(SMALL));
  }

  private static CostRow cost(ModelId model) {
    return new CostRow(model, Map.of(TokenClass.INPUT, 1L, TokenClass.OUTPUT, 1L), Map.of(), "USD");
  }
}
