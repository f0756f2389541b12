package dev.saldo.domain.catalog;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Slug;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.TokenPricing;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole catalogue of a tenant: one immutable, numbered document that decisions are made with.
 *
 * <p>It holds together: whatever a row names is there. A document that does not is refused with a
 * message that names the row. Of price lists and cost lists only the newest must: older ones are
 * kept for holds that refer to them, and may name what is gone.
 *
 * @param version the number of the document, from 1
 * @param limits those beside the cells of the matrix
 * @param plans every version of every plan
 * @param profiles the kinds of user
 * @param defaultPlan the plan of customers that are given none
 */
public record CatalogDocument(
    int version,
    FeatureMatrix matrix,
    LimitBook limits,
    List<Plan> plans,
    PriceBook prices,
    List<Pack> packs,
    List<String> profiles,
    String defaultPlan,
    CatalogSettings settings) {
  public CatalogDocument {
    plans = List.copyOf(plans);
    packs = List.copyOf(packs);
    profiles = List.copyOf(profiles);
    require(version >= 1, "the version of a catalogue must be at least 1");
    profiles.forEach(Slug::of);
    requireUnique("plan", plans, plan -> plan.slug() + " version " + plan.version());
    requireUnique("pack", packs, Pack::slug);
    requireUnique("profile", profiles, Function.identity());
    References known = new References(matrix, slugs(plans), Set.copyOf(profiles));
    known.requirePlan("the default plan", defaultPlan);
    matrix.cells().forEach(known::check);
    matrix.overrides().forEach(known::check);
    limits.rules().forEach(known::check);
    known.check(prices.prices().getLast());
    if (!prices.costs().isEmpty()) {
      known.check(prices.costs().getLast());
    }
  }

  /** A catalogue without settings. */
  public CatalogDocument(
      int version,
      FeatureMatrix matrix,
      LimitBook limits,
      List<Plan> plans,
      PriceBook prices,
      List<Pack> packs,
      List<String> profiles,
      String defaultPlan) {
    this(
        version, matrix, limits, plans, prices, packs, profiles, defaultPlan, CatalogSettings.NONE);
  }

  /** The same with another number. */
  public CatalogDocument withVersion(int number) {
    return new CatalogDocument(
        number, matrix, limits, plans, prices, packs, profiles, defaultPlan, settings);
  }

  /**
   * The catalogue that comes after this one when a provider's status is set; this one when it is
   * the same already, or when there is no such provider.
   */
  public CatalogDocument withStatus(String provider, ProviderStatus status) {
    List<Provider> providers =
        matrix.providers().stream()
            .map(each -> each.slug().equals(provider) ? each.withStatus(status) : each)
            .toList();
    return next(matrix.withProviders(providers));
  }

  /** The catalogue that comes after this one with these overrides; this one when they are its. */
  public CatalogDocument withOverrides(List<MatrixOverride> overrides) {
    return next(matrix.withOverrides(overrides));
  }

  private CatalogDocument next(FeatureMatrix changed) {
    return changed.equals(matrix)
        ? this
        : new CatalogDocument(
            version + 1, changed, limits, plans, prices, packs, profiles, defaultPlan, settings);
  }

  /** The newest version of a plan. */
  public Optional<Plan> plan(String slug) {
    return plans.stream()
        .filter(plan -> plan.slug().equals(slug))
        .max(Comparator.comparingInt(Plan::version));
  }

  /** A version of a plan. */
  public Optional<Plan> plan(String slug, int planVersion) {
    return plans.stream()
        .filter(plan -> plan.slug().equals(slug) && plan.version() == planVersion)
        .findFirst();
  }

  private static Set<String> slugs(List<Plan> plans) {
    return plans.stream().map(Plan::slug).collect(Collectors.toUnmodifiableSet());
  }

  private static <T> void requireUnique(String kind, List<T> rows, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    rows.forEach(
        row -> require(seen.add(name.apply(row)), "two rows for " + kind + " " + name.apply(row)));
  }

  /** What rows may name. */
  private record References(FeatureMatrix matrix, Set<String> plans, Set<String> profiles) {

    void check(MatrixCell cell) {
      String row = "matrix cell " + cell.label();
      requirePlan(row, cell.plan());
      require(
          profiles.contains(cell.profile()), row + " names an unknown profile: " + cell.profile());
    }

    void check(MatrixOverride override) {
      String row = "override " + override.slug();
      override.target().plan().ifPresent(plan -> requirePlan(row, plan));
      override
          .target()
          .profile()
          .ifPresent(
              profile ->
                  require(
                      profiles.contains(profile), row + " names an unknown profile: " + profile));
    }

    void check(LimitRule rule) {
      String row = "limit " + rule.slug();
      rule.plan().ifPresent(plan -> requirePlan(row, plan));
      rule.feature().ifPresent(feature -> requireFeature(row, feature));
      rule.provider().ifPresent(provider -> requireProvider(row, provider));
      rule.model().ifPresent(model -> requireProvider(row, model.provider()));
      rule.group()
          .ifPresent(
              slug ->
                  require(
                      matrix.groups().stream().anyMatch(group -> group.slug().equals(slug)),
                      row + " names an unknown group: " + slug));
    }

    void check(TokenPricing list) {
      for (PriceRow price : list.rows()) {
        String row = "price list " + list.version() + ", row " + price.rule();
        price.plan().ifPresent(plan -> requirePlan(row, plan));
        price.feature().ifPresent(feature -> requireFeature(row, feature));
        price.model().ifPresent(model -> requireProvider(row, model.split("/", 2)[0]));
      }
    }

    void check(CostList list) {
      for (CostRow cost : list.rows()) {
        String row = "cost list " + list.version() + ", row " + cost.model();
        requireProvider(row, cost.model().provider());
      }
    }

    void requirePlan(String row, String slug) {
      require(plans.contains(slug), row + " names an unknown plan: " + slug);
    }

    private void requireFeature(String row, String slug) {
      require(matrix.feature(slug).isPresent(), row + " names an unknown feature: " + slug);
    }

    private void requireProvider(String row, String slug) {
      require(matrix.provider(slug).isPresent(), row + " names an unknown provider: " + slug);
    }
  }
}
