package dev.saldo.in.rest.catalog;

import dev.saldo.in.rest.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A section of the document: rows of one type. The difference between two catalogues, the places of
 * faults, and reading and writing row by row all follow from what is declared here.
 *
 * @param member the section's name in the document
 * @param kind what a row is called in a difference
 * @param key the members that tell a row from the others, in the order of its address
 * @param rows the section's rows; null when it is left out
 * @param name tells a row from the others: the values of its key, with slashes between
 * @param unknown the problem that there is no such row
 */
record CatalogSection<T>(
    String member,
    String kind,
    Class<T> type,
    List<String> key,
    Function<CatalogBody, @Nullable List<T>> rows,
    Function<T, String> name,
    ProblemCode unknown) {
  static final CatalogSection<String> DEFAULT_PLAN =
      new CatalogSection<>(
          "default_plan",
          "default_plan",
          String.class,
          List.of(),
          body -> List.of(body.defaultPlan()),
          _ -> "",
          ProblemCode.ROW_UNKNOWN);

  static final CatalogSection<String> PROFILES =
      new CatalogSection<>(
          "profiles",
          "profile",
          String.class,
          List.of("slug"),
          CatalogBody::profiles,
          Function.identity(),
          ProblemCode.ROW_UNKNOWN);

  static final CatalogSection<CatalogGroup> GROUPS =
      bySlug("groups", "group", CatalogGroup.class, CatalogBody::groups, CatalogGroup::slug);

  static final CatalogSection<CatalogProvider> PROVIDERS =
      bySlug(
              "providers",
              "provider",
              CatalogProvider.class,
              CatalogBody::providers,
              CatalogProvider::slug)
          .answering(ProblemCode.PROVIDER_UNKNOWN);

  static final CatalogSection<CatalogFeature> FEATURES =
      bySlug(
              "features",
              "feature",
              CatalogFeature.class,
              CatalogBody::features,
              CatalogFeature::slug)
          .answering(ProblemCode.FEATURE_UNKNOWN);

  static final CatalogSection<CatalogRole> ROLES =
      new CatalogSection<>(
          "roles",
          "role",
          CatalogRole.class,
          List.of("feature", "role", "provider"),
          CatalogBody::roles,
          row -> String.join("/", row.feature(), row.role(), row.provider()),
          ProblemCode.ROW_UNKNOWN);

  static final CatalogSection<CatalogPlan> PLANS =
      new CatalogSection<>(
          "plans",
          "plan",
          CatalogPlan.class,
          List.of("slug", "version"),
          CatalogBody::plans,
          row -> row.slug() + "/" + Objects.toString(row.version(), ""),
          ProblemCode.ROW_UNKNOWN);

  /** One cell for each provider, whichever of its models. */
  static final CatalogSection<CatalogCell> MATRIX =
      new CatalogSection<>(
          "matrix",
          "matrix_cell",
          CatalogCell.class,
          List.of("plan", "profile", "feature", "model"),
          CatalogBody::matrix,
          row ->
              String.join(
                  "/", row.plan(), row.profile(), row.feature(), row.model().split("/", 2)[0]),
          ProblemCode.ROW_UNKNOWN);

  static final CatalogSection<CatalogLimit> LIMITS =
      bySlug("limits", "limit", CatalogLimit.class, CatalogBody::limits, CatalogLimit::slug);

  static final CatalogSection<OverrideBody> OVERRIDES =
      bySlug(
              "overrides",
              "override",
              OverrideBody.class,
              CatalogBody::overrides,
              OverrideBody::slug)
          .answering(ProblemCode.OVERRIDE_UNKNOWN);

  static final CatalogSection<CatalogPriceList> PRICES =
      new CatalogSection<>(
          "prices",
          "price_list",
          CatalogPriceList.class,
          List.of("version"),
          CatalogBody::prices,
          row -> ListVersion.name(row.version(), row.draft()),
          ProblemCode.ROW_UNKNOWN);

  static final CatalogSection<CatalogCostList> COSTS =
      new CatalogSection<>(
          "costs",
          "cost_list",
          CatalogCostList.class,
          List.of("version"),
          CatalogBody::costs,
          row -> ListVersion.name(row.version(), row.draft()),
          ProblemCode.ROW_UNKNOWN);

  static final CatalogSection<CatalogExchangeRate> EXCHANGE_RATES =
      new CatalogSection<>(
          "exchange_rates",
          "exchange_rate",
          CatalogExchangeRate.class,
          List.of("from", "to", "effective_from"),
          CatalogBody::exchangeRates,
          row -> String.join("/", row.from(), row.to(), row.effectiveFrom().toInstant().toString()),
          ProblemCode.ROW_UNKNOWN);

  static final CatalogSection<PackBody> PACKS =
      bySlug("packs", "pack", PackBody.class, CatalogBody::packs, PackBody::slug);

  static final CatalogSection<CatalogSettingsBody> SETTINGS =
      new CatalogSection<>(
          "settings",
          "settings",
          CatalogSettingsBody.class,
          List.of(),
          body -> body.settings() == null ? List.of() : List.of(body.settings()),
          _ -> "",
          ProblemCode.ROW_UNKNOWN);

  /** All of them, in the order of the document. */
  static final List<CatalogSection<?>> ALL =
      List.of(
          DEFAULT_PLAN,
          PROFILES,
          GROUPS,
          PROVIDERS,
          FEATURES,
          ROLES,
          PLANS,
          MATRIX,
          LIMITS,
          OVERRIDES,
          PRICES,
          COSTS,
          EXCHANGE_RATES,
          PACKS,
          SETTINGS);

  private static <T> CatalogSection<T> bySlug(
      String member,
      String kind,
      Class<T> type,
      Function<CatalogBody, @Nullable List<T>> rows,
      Function<T, String> slug) {
    return new CatalogSection<>(
        member, kind, type, List.of("slug"), rows, slug, ProblemCode.ROW_UNKNOWN);
  }

  private CatalogSection<T> answering(ProblemCode code) {
    return new CatalogSection<>(member, kind, type, key, rows, name, code);
  }

  /** The rows of a document. */
  List<T> of(CatalogBody body) {
    List<T> given = rows.apply(body);
    return given == null ? List.of() : given;
  }

  /** The place of the last row of a name; -1 when there is none. */
  int indexOf(CatalogBody body, String wanted) {
    List<T> all = of(body);
    for (int i = all.size() - 1; i >= 0; i--) {
      if (name.apply(all.get(i)).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** A document with a row in the place of the one of its name, or else as the last. */
  CatalogBody with(CatalogBody body, T row) {
    List<T> all = new ArrayList<>(of(body));
    int index = indexOf(body, name.apply(row));
    if (index < 0) {
      all.add(row);
    } else {
      all.set(index, row);
    }
    return withRows(body, all);
  }

  /** A document without the row of a name. */
  CatalogBody without(CatalogBody body, String gone) {
    return withRows(body, of(body).stream().filter(row -> !name.apply(row).equals(gone)).toList());
  }

  private CatalogBody withRows(CatalogBody body, List<T> all) {
    return body.with(Map.of(member, all));
  }
}
