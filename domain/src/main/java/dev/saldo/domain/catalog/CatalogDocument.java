package dev.saldo.domain.catalog;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.RowFaults;
import dev.saldo.domain.Slug;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.TokenPricing;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole catalogue of a tenant: one immutable, numbered document that decisions are made with.
 *
 * <p>It holds together: whatever a row names is there. A document that does not is refused with a
 * message that names the row. Of price lists and cost lists only the newest and the draft must:
 * older ones are kept for holds that refer to them, and may name what is gone.
 *
 * @param version the number of the document, from 1
 * @param limits those beside the cells of the matrix
 * @param rates what currencies are worth in one another
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
    ExchangeRates rates,
    List<Pack> packs,
    List<String> profiles,
    String defaultPlan,
    CatalogSettings settings) {
  public CatalogDocument {
    plans = List.copyOf(plans);
    packs = List.copyOf(packs);
    profiles = List.copyOf(profiles);
    require(version >= 1, "the version of a catalogue must be at least 1");
    require(!profiles.isEmpty(), "must have a profile");
    profiles.forEach(Slug::of);
    RowFaults faults = new RowFaults();
    requireUnique(
        plans,
        plan ->
            faults.row(
                "plans",
                plan.slug() + "/" + plan.version(),
                "plan " + plan.slug() + " version " + plan.version()));
    requireUnique(packs, pack -> faults.row("packs", pack.slug(), "pack " + pack.slug()));
    requireUnique(profiles, slug -> faults.row("profiles", slug, "profile " + slug));
    References known = new References(faults, matrix, slugs(plans), Set.copyOf(profiles));
    known.requirePlan(faults.row("default_plan", "", "the default plan"), "", defaultPlan);
    settings.autoCreateCustomers().ifPresent(known::checkAutoCreation);
    matrix.cells().forEach(known::check);
    matrix.overrides().forEach(known::check);
    limits.rules().forEach(known::check);
    prices.newestPrices().forEach(known::check);
    prices.newestCosts().forEach(known::check);
    newest(plans).forEach(plan -> known.checkRates(plan, prices.newestCosts(), rates));
    faults.throwIfAny();
  }

  /** A catalogue without settings. */
  public CatalogDocument(
      int version,
      FeatureMatrix matrix,
      LimitBook limits,
      List<Plan> plans,
      PriceBook prices,
      ExchangeRates rates,
      List<Pack> packs,
      List<String> profiles,
      String defaultPlan) {
    this(
        version,
        matrix,
        limits,
        plans,
        prices,
        rates,
        packs,
        profiles,
        defaultPlan,
        CatalogSettings.NONE);
  }

  /** The same with another number. */
  public CatalogDocument withVersion(int number) {
    return new CatalogDocument(
        number, matrix, limits, plans, prices, rates, packs, profiles, defaultPlan, settings);
  }

  /** Every model that a default, a cell, or one of the newest prices and costs names, sorted. */
  public List<ModelId> models() {
    Stream<ModelId> offered =
        Stream.concat(
            matrix.providers().stream().flatMap(provider -> provider.defaultModel().stream()),
            matrix.cells().stream().map(MatrixCell::model));
    Stream<ModelId> priced =
        prices.newestPrices().stream()
            .flatMap(list -> list.rows().stream())
            .flatMap(row -> row.model().stream())
            .filter(name -> name.indexOf('/') > 0)
            .map(ModelId::parse);
    Stream<ModelId> costed =
        prices.newestCosts().stream().flatMap(list -> list.rows().stream()).map(CostRow::model);
    return Stream.of(offered, priced, costed)
        .flatMap(Function.identity())
        .distinct()
        .sorted(Comparator.comparing(ModelId::toString))
        .toList();
  }

  /** The catalogue that comes after this one with these overrides; this one when they are its. */
  public CatalogDocument withOverrides(List<MatrixOverride> overrides) {
    FeatureMatrix changed = matrix.withOverrides(overrides);
    return changed.equals(matrix)
        ? this
        : new CatalogDocument(
            version + 1,
            changed,
            limits,
            plans,
            prices,
            rates,
            packs,
            profiles,
            defaultPlan,
            settings);
  }

  /** The newest version of a plan. */
  public Optional<Plan> plan(String slug) {
    return plans.stream()
        .filter(plan -> plan.slug().equals(slug))
        .max(Comparator.comparingInt(Plan::version));
  }

  /** What a customer gets whom a call opens; empty when calls open nobody. */
  public Optional<PlanTerms> autoCreationTerms() {
    return settings.autoCreateCustomers().flatMap(this::plan).map(Plan::terms);
  }

  /** A version of a plan. */
  public Optional<Plan> plan(String slug, int planVersion) {
    return plans.stream()
        .filter(plan -> plan.slug().equals(slug) && plan.version() == planVersion)
        .findFirst();
  }

  private static Stream<Plan> newest(List<Plan> plans) {
    return plans.stream()
        .collect(
            Collectors.toMap(
                Plan::slug,
                Function.identity(),
                BinaryOperator.maxBy(Comparator.comparingInt(Plan::version)),
                LinkedHashMap::new))
        .values()
        .stream();
  }

  private static Set<String> slugs(List<Plan> plans) {
    return plans.stream().map(Plan::slug).collect(Collectors.toUnmodifiableSet());
  }

  private static <T> void requireUnique(List<T> rows, Function<T, RowFaults.Row> row) {
    Set<String> seen = new HashSet<>();
    rows.stream().map(row).forEach(each -> each.requireFirst(seen.add(each.name()), ""));
  }

  /** What rows may name. */
  private record References(
      RowFaults faults, FeatureMatrix matrix, Set<String> plans, Set<String> profiles) {

    void checkAutoCreation(String plan) {
      String member = "auto_create_customers";
      requirePlan(faults.row("settings", "", member), member, plan);
    }

    void check(MatrixCell cell) {
      RowFaults.Row row = faults.row("matrix", cell.label(), "matrix cell " + cell.label());
      requirePlan(row, "plan", cell.plan());
      row.requireKnown(profiles.contains(cell.profile()), "profile", "profile", cell.profile());
    }

    void check(MatrixOverride override) {
      RowFaults.Row row = faults.row("overrides", override.slug(), "override " + override.slug());
      override.target().plan().ifPresent(plan -> requirePlan(row, "plan", plan));
      override
          .target()
          .profile()
          .ifPresent(
              profile ->
                  row.requireKnown(profiles.contains(profile), "profile", "profile", profile));
    }

    void check(LimitRule rule) {
      RowFaults.Row row = faults.row("limits", rule.slug(), "limit " + rule.slug());
      rule.plan().ifPresent(plan -> requirePlan(row, "plan", plan));
      rule.feature().ifPresent(feature -> requireFeature(row, "feature", feature));
      rule.provider().ifPresent(provider -> requireProvider(row, "provider", provider));
      rule.model().ifPresent(model -> requireProvider(row, "model", model.provider()));
      rule.group()
          .ifPresent(
              slug ->
                  row.requireKnown(
                      matrix.groups().stream().anyMatch(group -> group.slug().equals(slug)),
                      "group",
                      "group",
                      slug));
    }

    void check(TokenPricing list) {
      for (int i = 0; i < list.rows().size(); i++) {
        PriceRow price = list.rows().get(i);
        RowFaults.Row row =
            faults.row(
                "prices", list.name(), "price list " + list.name() + ", row " + price.rule());
        String place = "rows[" + i + "].";
        price.plan().ifPresent(plan -> requirePlan(row, place + "plan", plan));
        price.feature().ifPresent(feature -> requireFeature(row, place + "feature", feature));
        price
            .model()
            .ifPresent(model -> requireProvider(row, place + "model", model.split("/", 2)[0]));
      }
    }

    void check(CostList list) {
      for (int i = 0; i < list.rows().size(); i++) {
        CostRow cost = list.rows().get(i);
        RowFaults.Row row =
            faults.row("costs", list.name(), "cost list " + list.name() + ", row " + cost.model());
        requireProvider(row, "rows[" + i + "].model", cost.model().provider());
      }
    }

    /** A floor on margins can only be held where costs can be compared with revenue. */
    void checkRates(Plan plan, List<CostList> lists, ExchangeRates rates) {
      if (plan.marginFloor().isEmpty()) {
        return;
      }
      String currency = plan.creditValue().orElseThrow().currency().getCurrencyCode();
      String version = plan.slug() + "/" + plan.version();
      RowFaults.Row row = faults.row("plans", version, "plan " + plan.slug());
      lists.stream()
          .flatMap(list -> list.rows().stream())
          .map(CostRow::currency)
          .distinct()
          .forEach(
              paid ->
                  row.require(
                      rates.knows(paid, currency),
                      "margin_floor",
                      "has a margin floor in %s, and there are costs in %s: an exchange rate %s/%s"
                              .formatted(currency, paid, paid, currency)
                          + " is needed"));
    }

    void requirePlan(RowFaults.Row row, String member, String slug) {
      row.requireKnown(plans.contains(slug), member, "plan", slug);
    }

    private void requireFeature(RowFaults.Row row, String member, String slug) {
      row.requireKnown(matrix.feature(slug).isPresent(), member, "feature", slug);
    }

    private void requireProvider(RowFaults.Row row, String member, String slug) {
      row.requireKnown(matrix.provider(slug).isPresent(), member, "provider", slug);
    }
  }
}
