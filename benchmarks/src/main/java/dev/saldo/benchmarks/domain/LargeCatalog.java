package dev.saldo.benchmarks.domain;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.OverrideTarget;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.matrix.RoleAssignment;
import dev.saldo.domain.matrix.SignOff;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceComponent.PerTokenBlock;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenPricing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * 10,000 cells, 1,000 overrides and 1,000 price rows: 100 features on 5 providers, 10 plans and 2
 * profiles. The question meets a user's override, those of two groups, and price rows of every
 * kind.
 */
@State(Scope.Benchmark)
public class LargeCatalog {
  private static final int FEATURES = 100;
  private static final int PLANS = 10;
  private static final int OVERRIDES_OF_A_FEATURE = 10;
  private static final List<String> PROFILES = List.of("user", "professional");
  private static final List<String> PROVIDERS = List.of("a", "b", "c", "d", "e");
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  private final FeatureMatrix matrix =
      new FeatureMatrix(
          PROVIDERS.stream().map(LargeCatalog::provider).toList(),
          features(),
          roles(),
          cells(),
          groups(),
          overrides());

  private final TokenPricing prices = new TokenPricing(1, Instant.EPOCH, prices());

  private final MatrixContext question =
      new MatrixContext(
          "plan-3",
          "feature-42",
          "user",
          Set.of("group-0", "group-1", "group-9"),
          Optional.of("school"),
          Optional.of("ana"),
          Optional.empty(),
          Optional.empty(),
          false,
          Set.of(),
          Instant.parse("2026-11-10T15:00:00Z"));

  FeatureMatrix matrix() {
    return matrix;
  }

  TokenPricing pricing() {
    return prices;
  }

  MatrixContext question() {
    return question;
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

  private static ModelId model(String provider) {
    return new ModelId(provider, "large");
  }

  private static List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      features.add(
          new Feature(
              "feature-" + i,
              "Feature",
              FeatureCategory.CHAT,
              Optional.empty(),
              Optional.empty(),
              FeatureBilling.OWN,
              true));
    }
    return features;
  }

  private static List<RoleAssignment> roles() {
    List<RoleAssignment> roles = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      for (String provider : PROVIDERS) {
        roles.add(new RoleAssignment("feature-" + i, provider, "generation", BigDecimal.ONE, true));
      }
    }
    return roles;
  }

  private static List<MatrixCell> cells() {
    List<MatrixCell> cells = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      for (int plan = 0; plan < PLANS; plan++) {
        for (String profile : PROFILES) {
          for (String provider : PROVIDERS) {
            cells.add(
                new MatrixCell(
                    "plan-" + plan,
                    profile,
                    "feature-" + i,
                    model(provider),
                    Optional.of(10L),
                    Optional.of(200L),
                    Origin.STANDARD,
                    Optional.empty(),
                    true));
          }
        }
      }
    }
    return cells;
  }

  private static List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < OVERRIDES_OF_A_FEATURE; i++) {
      groups.add(new Group("group-" + i, false));
    }
    return groups;
  }

  private static List<MatrixOverride> overrides() {
    List<MatrixOverride> overrides = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      for (int j = 0; j < OVERRIDES_OF_A_FEATURE; j++) {
        overrides.add(override(i, j));
      }
    }
    return overrides;
  }

  /** The last of a feature is a user's; all are about the first two providers. */
  private static MatrixOverride override(int feature, int number) {
    boolean last = number == OVERRIDES_OF_A_FEATURE - 1;
    return new MatrixOverride(
        "override-" + feature + "-" + number,
        last
            ? OverrideSubject.ofUser(new Key("school"), new Key("ana"))
            : OverrideSubject.ofGroup("group-" + number),
        new OverrideTarget(
            "feature-" + feature,
            PROVIDERS.get(number % 2),
            Optional.of("plan-3"),
            Optional.empty()),
        new OverrideEffect.Replace(
            Optional.of(BigDecimal.TWO),
            Optional.empty(),
            Optional.of(100L + number),
            Optional.empty()),
        Origin.PROMO,
        START,
        Optional.of(END),
        "measured",
        new SignOff(START, "key_benchmark", Optional.empty(), SignOff.Status.APPROVED));
  }

  private static List<PriceRow> prices() {
    List<PriceRow> rows = new ArrayList<>();
    rows.add(row(Optional.empty(), Optional.empty(), Optional.empty()));
    for (int i = 0; i < FEATURES; i++) {
      Optional<String> feature = Optional.of("feature-" + i);
      rows.add(row(Optional.empty(), feature, Optional.empty()));
      for (String provider : PROVIDERS) {
        rows.add(row(Optional.empty(), feature, Optional.of(model(provider).toString())));
      }
      for (int plan = 0; plan < 4; plan++) {
        Optional<String> model = Optional.of(model("a").toString());
        rows.add(row(Optional.of("plan-" + plan), feature, plan < 2 ? Optional.empty() : model));
      }
    }
    return rows.subList(0, 1_000);
  }

  private static PriceRow row(
      Optional<String> plan, Optional<String> feature, Optional<String> model) {
    return new PriceRow(
        plan,
        feature,
        model,
        Price.of(new PerTokenBlock(1_000, Credits.of(1)), Rounding.UP_TO_CREDIT));
  }
}
