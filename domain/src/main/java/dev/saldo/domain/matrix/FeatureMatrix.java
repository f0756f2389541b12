package dev.saldo.domain.matrix;

import dev.saldo.domain.RowFaults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which providers and models serve which features, for which plan and profile.
 *
 * <p>A provider is a candidate when it has an active role in the feature and the plan has an active
 * cell for it; a missing cell means no. Disabled providers drop out; providers being tested stay
 * for profile {@code admin} and for groups of testers. A wanted model leaves only itself, or, where
 * fallback is allowed, comes first. Then the heavier weight, the lower relative cost and the slug
 * decide. Providers that fail at present come last in any case.
 *
 * <p>Overrides are exceptions for a user or a group, for a time: of those that a question meets,
 * one for each provider wins whole. It adds the provider in a role, replaces what the plan says of
 * it, or excludes it. Profile {@code admin} is untouched unless an override names it.
 *
 * <p>The answer depends on the matrix and the question alone. The order of rows matters in one
 * place: a call that names no role gets the feature's first one.
 */
public final class FeatureMatrix {
  private record RoleKey(String feature, String role) {}

  private record CellsKey(String plan, String profile, String feature) {}

  private final List<Provider> providers;
  private final List<Feature> features;
  private final List<RoleAssignment> roles;
  private final List<MatrixCell> cells;
  private final List<Group> groups;
  private final List<MatrixOverride> overrides;

  private final Map<String, Provider> providersBySlug;
  private final Map<String, Feature> featuresBySlug;
  private final Map<String, Group> groupsBySlug;
  private final Map<String, String> firstRoles = new HashMap<>();
  private final Map<RoleKey, List<Seat>> seats = new HashMap<>();
  private final Map<CellsKey, Map<String, MatrixCell>> cellsByProvider = new HashMap<>();
  private final OverrideIndex overrideIndex;

  /** Makes a matrix without overrides. */
  public FeatureMatrix(
      List<Provider> providers,
      List<Feature> features,
      List<RoleAssignment> roles,
      List<MatrixCell> cells,
      List<Group> groups) {
    this(providers, features, roles, cells, groups, List.of());
  }

  /**
   * Makes a matrix.
   *
   * @throws dev.saldo.domain.InvalidRowsException if two rows have the same key, or a row names a
   *     provider or feature that is not there
   */
  public FeatureMatrix(
      List<Provider> providers,
      List<Feature> features,
      List<RoleAssignment> roles,
      List<MatrixCell> cells,
      List<Group> groups,
      List<MatrixOverride> overrides) {
    this.providers = List.copyOf(providers);
    this.features = List.copyOf(features);
    this.roles = List.copyOf(roles);
    this.cells = List.copyOf(cells);
    this.groups = List.copyOf(groups);
    this.overrides = List.copyOf(overrides);
    RowFaults faults = new RowFaults();
    this.providersBySlug = bySlug(faults, "providers", "provider", this.providers, Provider::slug);
    this.featuresBySlug = bySlug(faults, "features", "feature", this.features, Feature::slug);
    this.groupsBySlug = bySlug(faults, "groups", "group", this.groups, Group::slug);
    indexRoles(faults);
    indexCells(faults);
    checkOverrides(faults);
    faults.throwIfAny();
    this.overrideIndex = new OverrideIndex(this.overrides);
  }

  /** The same with other overrides. */
  public FeatureMatrix withOverrides(List<MatrixOverride> others) {
    return new FeatureMatrix(providers, features, roles, cells, groups, others);
  }

  public List<Provider> providers() {
    return providers;
  }

  public List<Feature> features() {
    return features;
  }

  public List<RoleAssignment> roles() {
    return roles;
  }

  public List<MatrixCell> cells() {
    return cells;
  }

  public List<Group> groups() {
    return groups;
  }

  public List<MatrixOverride> overrides() {
    return overrides;
  }

  /** The override of a slug, whatever its time and state. */
  public Optional<MatrixOverride> override(String slug) {
    return overrides.stream().filter(row -> row.slug().equals(slug)).findFirst();
  }

  /** The feature of a slug, also when it is switched off. */
  public Optional<Feature> feature(String slug) {
    return Optional.ofNullable(featuresBySlug.get(slug));
  }

  /** The provider of a slug. */
  public Optional<Provider> provider(String slug) {
    return Optional.ofNullable(providersBySlug.get(slug));
  }

  /** Who may serve a call. Every question has an answer, and always the same one. */
  public Resolution resolve(MatrixContext context) {
    return new CandidateSearch(this, context).resolve();
  }

  /** The role of calls that name none; empty for a feature without roles. */
  Optional<String> firstRole(String feature) {
    return Optional.ofNullable(firstRoles.get(feature));
  }

  /** The providers in a role of a feature, active or not, in order of preference. */
  List<Seat> seats(String feature, String role) {
    return seats.getOrDefault(new RoleKey(feature, role), List.of());
  }

  /** What a plan says to a profile about a feature, by provider. */
  Map<String, MatrixCell> cells(String plan, String profile, String feature) {
    return cellsByProvider.getOrDefault(new CellsKey(plan, profile, feature), Map.of());
  }

  /** The overrides that a question meets. */
  OverrideIndex.Applying applying(MatrixContext context) {
    return overrideIndex.applying(context);
  }

  /** Whether a group's members may use providers that are being tested. */
  boolean isTester(String group) {
    Group known = groupsBySlug.get(group);
    return known != null && known.tester();
  }

  private void indexRoles(RowFaults faults) {
    Set<String> seen = new HashSet<>();
    for (RoleAssignment role : roles) {
      String label = role.label();
      RowFaults.Row row = faults.row("roles", label, "role assignment " + label);
      row.requireFirst(seen.add(label), "role");
      requireFeature(row, role.feature());
      knownProvider(row, "provider", role.provider())
          .ifPresent(provider -> addSeat(new Seat(role, provider)));
      firstRoles.putIfAbsent(role.feature(), role.role());
    }
    seats.values().forEach(row -> row.sort(Seat.PREFERENCE));
  }

  private void addSeat(Seat seat) {
    RoleKey key = new RoleKey(seat.assignment().feature(), seat.assignment().role());
    seats.computeIfAbsent(key, _ -> new ArrayList<>()).add(seat);
  }

  private void indexCells(RowFaults faults) {
    for (MatrixCell cell : cells) {
      RowFaults.Row row = faults.row("matrix", cell.label(), "matrix cell " + cell.label());
      requireFeature(row, cell.feature());
      knownProvider(row, "model", cell.model().provider());
      MatrixCell other =
          cellsByProvider
              .computeIfAbsent(
                  new CellsKey(cell.plan(), cell.profile(), cell.feature()), key -> new HashMap<>())
              .put(cell.model().provider(), cell);
      row.requireFirst(other == null, "model");
    }
  }

  private void checkOverrides(RowFaults faults) {
    bySlug(faults, "overrides", "override", overrides, MatrixOverride::slug);
    for (MatrixOverride override : overrides) {
      RowFaults.Row row = faults.row("overrides", override.slug(), "override " + override.slug());
      requireFeature(row, override.target().feature());
      knownProvider(row, "provider", override.target().provider());
      override
          .subject()
          .group()
          .ifPresent(
              group -> row.requireKnown(groupsBySlug.containsKey(group), "group", "group", group));
    }
  }

  private Optional<Provider> knownProvider(RowFaults.Row row, String member, String slug) {
    Optional<Provider> known = provider(slug);
    row.requireKnown(known.isPresent(), member, "provider", slug);
    return known;
  }

  private void requireFeature(RowFaults.Row row, String slug) {
    row.requireKnown(featuresBySlug.containsKey(slug), "feature", "feature", slug);
  }

  private static <T> Map<String, T> bySlug(
      RowFaults faults, String section, String kind, List<T> rows, Function<T, String> slug) {
    Map<String, T> index = HashMap.newHashMap(rows.size());
    for (T row : rows) {
      String name = slug.apply(row);
      faults
          .row(section, name, kind + " " + name)
          .requireFirst(index.put(name, row) == null, "slug");
    }
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureMatrix that
        && providers.equals(that.providers)
        && features.equals(that.features)
        && roles.equals(that.roles)
        && cells.equals(that.cells)
        && groups.equals(that.groups)
        && overrides.equals(that.overrides);
  }

  @Override
  public int hashCode() {
    return Objects.hash(providers, features, roles, cells, groups, overrides);
  }

  @Override
  public String toString() {
    return "FeatureMatrix[features=" + features.size() + ", cells=" + cells.size() + "]";
  }
}
