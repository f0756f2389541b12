package dev.saldo.domain.matrix;

import dev.saldo.domain.ModelId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A small matrix whose rows a test may change: three providers that serve chat on plan free. */
final class SampleMatrix {
  static final ModelId A = new ModelId("a", "one");
  static final ModelId B = new ModelId("b", "two");
  static final ModelId C = new ModelId("c", "three");

  final List<Provider> providers =
      new ArrayList<>(List.of(provider("a", "1"), provider("b", "2"), provider("c", "3")));
  final List<Feature> features =
      new ArrayList<>(List.of(feature("chat", true), feature("report", true)));
  final List<RoleAssignment> roles =
      new ArrayList<>(
          List.of(role("chat", "a", "0.6"), role("chat", "b", "1"), role("chat", "c", "0.8")));
  final List<MatrixCell> cells = new ArrayList<>(List.of(cell(A), cell(B), cell(C)));
  final List<Group> groups =
      new ArrayList<>(List.of(new Group("testers", true), new Group("beta", false)));

  final List<MatrixOverride> overrides = new ArrayList<>();

  FeatureMatrix matrix() {
    return new FeatureMatrix(providers, features, roles, cells, groups, overrides);
  }

  void setStatus(int index, ProviderStatus status) {
    providers.set(index, provider(providers.get(index).slug(), "1", status));
  }

  void shuffle(Random random) {
    List.of(providers, features, roles, cells, groups)
        .forEach(rows -> Collections.shuffle(rows, random));
  }

  void shuffleAllButRoles(Random random) {
    List.of(providers, features, cells, groups, overrides)
        .forEach(rows -> Collections.shuffle(rows, random));
  }

  static Provider provider(String slug, String relativeCost) {
    return provider(slug, relativeCost, ProviderStatus.ACTIVE);
  }

  private static Provider provider(String slug, String relativeCost, ProviderStatus status) {
    return new Provider(
        slug,
        "Provider " + slug,
        status,
        new BigDecimal(relativeCost),
        "sandbox",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Feature feature(String slug, boolean active) {
    return feature(slug, "Feature " + slug, active);
  }

  static Feature feature(String slug, String name, boolean active) {
    return new Feature(
        slug,
        name,
        FeatureCategory.CHAT,
        Optional.empty(),
        Optional.empty(),
        FeatureBilling.OWN,
        active);
  }

  static RoleAssignment role(String feature, String provider, String weight) {
    return role(feature, provider, "analysis", weight);
  }

  static RoleAssignment role(String feature, String provider, String role, String weight) {
    return new RoleAssignment(feature, provider, role, new BigDecimal(weight), true);
  }

  static RoleAssignment switchedOff(RoleAssignment role) {
    return new RoleAssignment(role.feature(), role.provider(), role.role(), role.weight(), false);
  }

  static MatrixCell cell(ModelId model) {
    return cell("user", "chat", model, true);
  }

  static MatrixCell cell(String profile, String feature, ModelId model, boolean active) {
    return new MatrixCell(
        "free",
        profile,
        feature,
        model,
        Optional.empty(),
        Optional.empty(),
        Origin.STANDARD,
        Optional.empty(),
        active);
  }
}
