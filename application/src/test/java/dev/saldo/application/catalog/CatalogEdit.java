package dev.saldo.application.catalog;

import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.RoleAssignment;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.ExchangeRate;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.TokenPricing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The starter catalogue with some rows added or taken away. */
public final class CatalogEdit {
  private final CatalogDocument starter = StarterCatalog.document(false);
  private final List<Provider> providers = new ArrayList<>(starter.matrix().providers());
  private final List<Feature> features = new ArrayList<>(starter.matrix().features());
  private final List<RoleAssignment> roles = new ArrayList<>(starter.matrix().roles());
  private final List<MatrixCell> cells = new ArrayList<>(starter.matrix().cells());
  private final List<Group> groups = new ArrayList<>();
  private final List<MatrixOverride> overrides = new ArrayList<>();
  private CatalogSettings settings = CatalogSettings.NONE;
  private final List<LimitRule> rules = new ArrayList<>();
  private final List<Plan> plans = new ArrayList<>(starter.plans());
  private final List<TokenPricing> prices = new ArrayList<>(starter.prices().prices());
  private final List<ExchangeRate> rates = new ArrayList<>();
  private final List<CostList> costs = new ArrayList<>(starter.prices().costs());

  /** Replaces the provider of the same slug, or adds one. */
  public CatalogEdit provider(Provider provider) {
    providers.removeIf(other -> other.slug().equals(provider.slug()));
    providers.add(provider);
    return this;
  }

  /** Replaces the feature of the same slug, or adds one. */
  public CatalogEdit feature(Feature feature) {
    features.removeIf(other -> other.slug().equals(feature.slug()));
    features.add(feature);
    return this;
  }

  public CatalogEdit role(RoleAssignment role) {
    roles.add(role);
    return this;
  }

  public CatalogEdit cell(MatrixCell cell) {
    cells.add(cell);
    return this;
  }

  public CatalogEdit withoutCells(Predicate<MatrixCell> unwanted) {
    cells.removeIf(unwanted);
    return this;
  }

  public CatalogEdit group(Group group) {
    groups.add(group);
    return this;
  }

  public CatalogEdit settings(CatalogSettings others) {
    settings = others;
    return this;
  }

  public CatalogEdit override(MatrixOverride override) {
    overrides.add(override);
    return this;
  }

  /** Adds a limit beside those of the matrix. */
  public CatalogEdit limit(LimitRule rule) {
    rules.add(rule);
    return this;
  }

  /** Replaces the same version of the plan, or adds one. */
  public CatalogEdit plan(Plan plan) {
    plans.removeIf(other -> other.slug().equals(plan.slug()) && other.version() == plan.version());
    plans.add(plan);
    return this;
  }

  public CatalogEdit rate(ExchangeRate rate) {
    rates.add(rate);
    return this;
  }

  /** Replaces the rows of the price list. */
  public CatalogEdit prices(PriceRow... rows) {
    prices.clear();
    prices.add(new TokenPricing(1, Instant.EPOCH, List.of(rows)));
    return this;
  }

  /** Adds a price list that begins later. */
  public CatalogEdit pricesFrom(Instant begin, PriceRow... rows) {
    prices.add(new TokenPricing(prices.size() + 1, begin, List.of(rows)));
    return this;
  }

  /** A row for one model, or for all models of a provider. */
  public static PriceRow priceOf(String model, Price price) {
    return new PriceRow(Optional.empty(), Optional.empty(), Optional.of(model), price);
  }

  /** The catalogue as edited so far. */
  public CatalogDocument document() {
    return new CatalogDocument(
        1,
        new FeatureMatrix(providers, features, roles, cells, groups, overrides),
        new LimitBook(rules),
        plans,
        new PriceBook(prices, costs),
        new ExchangeRates(rates),
        starter.packs(),
        starter.profiles(),
        starter.defaultPlan(),
        settings);
  }
}
