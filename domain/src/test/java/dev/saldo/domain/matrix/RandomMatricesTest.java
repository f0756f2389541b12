package dev.saldo.domain.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every matrix and every question, on random ones; a failure names its seed. */
class RandomMatricesTest {
  private static final int MATRICES = 60;
  private static final int QUESTIONS = 100;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
  private static final Duration MICRO = Duration.ofNanos(1_000);

  private static final List<String> PROVIDERS = List.of("a", "b", "c", "d");
  private static final List<String> FEATURES = List.of("chat", "report");
  private static final List<String> ROLES = List.of("analysis", "voting");
  private static final List<String> PLANS = List.of("free", "premium");
  private static final List<String> PROFILES = List.of("user", "admin");
  private static final List<String> GROUPS = List.of("beta", "vip", "testers");
  private static final List<String> USERS = List.of("ana", "bia");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersEveryQuestionAndAlwaysTheSame(long seed) {
    Random random = new Random(seed);
    for (int matrix = 0; matrix < MATRICES; matrix++) {
      SampleMatrix rows = rows(random);
      FeatureMatrix first = rows.matrix();
      // The order of roles says which is a feature's first; nothing else has an order.
      rows.shuffleAllButRoles(random);
      FeatureMatrix again = rows.matrix();
      for (int question = 0; question < QUESTIONS; question++) {
        MatrixContext context = question(random, first);
        Resolution answer = first.resolve(context);
        assertThat(first.resolve(context)).as("seed %d", seed).isEqualTo(answer);
        assertThat(sorted(again.resolve(context))).as("seed %d", seed).isEqualTo(sorted(answer));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void saysTheSameAsLongAsItHoldsAndAgreesWithThePlainRule(long seed) {
    Random random = new Random(seed);
    for (int matrix = 0; matrix < MATRICES; matrix++) {
      FeatureMatrix rows = rows(random).matrix();
      for (int question = 0; question < QUESTIONS; question++) {
        MatrixContext context = question(random, rows);
        Resolution answer = rows.resolve(context);
        Period holds = answer.holds();
        assertThat(holds.contains(context.at())).as("seed %d", seed).isTrue();
        assertThat(won(answer)).as("seed %d", seed).isEqualTo(wins(rows, context));
        if (!holds.equals(Period.ALWAYS)) {
          Instant from = holds.from().equals(Instant.MIN) ? Instant.EPOCH : holds.from();
          Instant last = holds.until().equals(Instant.MAX) ? FAR : holds.until().minus(MICRO);
          assertThat(rows.resolve(at(context, from))).as("seed %d", seed).isEqualTo(answer);
          assertThat(rows.resolve(at(context, last))).as("seed %d", seed).isEqualTo(answer);
        }
      }
    }
  }

  /** The slugs of the overrides that win, by going through all of them. */
  private static Set<String> wins(FeatureMatrix matrix, MatrixContext context) {
    Set<String> winners = new HashSet<>();
    if (!matrix.feature(context.feature()).orElseThrow().active()) {
      return winners;
    }
    for (String provider : PROVIDERS) {
      matrix.overrides().stream()
          .filter(row -> row.target().provider().equals(provider))
          .filter(row -> row.target().feature().equals(context.feature()))
          .filter(row -> row.isApproved() && row.isEffectiveAt(context.at()))
          .filter(row -> row.target().matches(context))
          .filter(row -> isFor(row.subject(), context))
          .min(MatrixOverride::byPrecedence)
          .ifPresent(row -> winners.add(row.slug()));
    }
    return winners;
  }

  private static boolean isFor(OverrideSubject subject, MatrixContext context) {
    return subject.user().isPresent()
        ? subject.user().map(Key::value).equals(context.user())
            && subject.customer().map(Key::value).equals(context.customer())
        : context.groups().contains(subject.group().orElseThrow());
  }

  private static Set<String> won(Resolution resolution) {
    Set<String> won = new HashSet<>();
    resolution.trace().steps().stream()
        .filter(step -> step.finding() == Trace.Finding.OVERRIDE_WON)
        .forEach(step -> won.add(step.subject()));
    return won;
  }

  /** An answer without the order in which rows were looked at. */
  private static List<Object> sorted(Resolution resolution) {
    List<Object> parts = new ArrayList<>();
    parts.add(
        resolution instanceof Resolution.Resolved(var candidates, var _, var _)
            ? candidates
            : resolution.getClass());
    parts.add(resolution.holds());
    parts.add(Set.copyOf(resolution.trace().steps()));
    return parts;
  }

  private static MatrixContext at(MatrixContext context, Instant other) {
    return new MatrixContext(
        context.plan(),
        context.feature(),
        context.profile(),
        context.groups(),
        context.customer(),
        context.user(),
        context.role(),
        context.model(),
        context.allowFallback(),
        context.openCircuits(),
        other);
  }

  private static MatrixContext question(Random random, FeatureMatrix matrix) {
    Set<String> groups = new HashSet<>();
    GROUPS.stream().filter(_ -> random.nextBoolean()).forEach(groups::add);
    return new MatrixContext(
        one(random, PLANS),
        one(random, FEATURES),
        one(random, PROFILES),
        groups,
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of("school"),
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(one(random, USERS)),
        random.nextBoolean() ? Optional.empty() : Optional.of(one(random, ROLES)),
        random.nextInt(3) > 0
            ? Optional.empty()
            : Optional.of(new ModelId(one(random, PROVIDERS), "m" + random.nextInt(2))),
        random.nextBoolean(),
        random.nextInt(3) == 0 ? Set.of("a") : Set.of(),
        instant(random, matrix));
  }

  /** Any hour, or an edge of an override, or the microsecond before it. */
  private static Instant instant(Random random, FeatureMatrix matrix) {
    if (matrix.overrides().isEmpty() || random.nextInt(3) == 0) {
      return START.plus(Duration.ofHours(random.nextInt(100)));
    }
    MatrixOverride row = one(random, matrix.overrides());
    Instant edge = random.nextBoolean() ? row.effectiveFrom() : row.effectiveTo().orElse(START);
    return random.nextBoolean() ? edge : edge.minus(MICRO);
  }

  private static SampleMatrix rows(Random random) {
    SampleMatrix rows = new SampleMatrix();
    rows.providers.clear();
    rows.features.clear();
    rows.roles.clear();
    rows.cells.clear();
    rows.groups.add(new Group("vip", false));
    for (String slug : PROVIDERS) {
      rows.providers.add(SampleMatrix.provider(slug, "" + random.nextInt(1, 3)));
      if (random.nextInt(4) == 0) {
        rows.setStatus(rows.providers.size() - 1, one(random, List.of(ProviderStatus.values())));
      }
    }
    for (String feature : FEATURES) {
      rows.features.add(SampleMatrix.feature(feature, random.nextInt(10) > 0));
      for (String provider : PROVIDERS) {
        for (String role : ROLES) {
          if (random.nextInt(3) > 0) {
            rows.roles.add(SampleMatrix.role(feature, provider, role, "0." + random.nextInt(1, 4)));
          }
        }
        for (String profile : PROFILES) {
          if (random.nextInt(3) > 0) {
            ModelId model = new ModelId(provider, "m" + random.nextInt(2));
            rows.cells.add(SampleMatrix.cell(profile, feature, model, random.nextInt(5) > 0));
          }
        }
      }
    }
    int overrides = random.nextInt(25);
    for (int i = 0; i < overrides; i++) {
      rows.overrides.add(override(random, "o" + i));
    }
    return rows;
  }

  private static MatrixOverride override(Random random, String slug) {
    String provider = one(random, PROVIDERS);
    Instant from = START.plus(Duration.ofHours(random.nextInt(80)));
    return new MatrixOverride(
        slug,
        random.nextBoolean()
            ? OverrideSubject.ofGroup(one(random, GROUPS))
            : OverrideSubject.ofUser(new Key("school"), new Key(one(random, USERS))),
        new OverrideTarget(
            one(random, FEATURES),
            provider,
            random.nextBoolean() ? Optional.empty() : Optional.of(one(random, PLANS)),
            random.nextBoolean() ? Optional.empty() : Optional.of(one(random, PROFILES))),
        effect(random, new ModelId(provider, "m" + random.nextInt(2))),
        Origin.PROMO,
        from,
        random.nextInt(5) == 0
            ? Optional.empty()
            : Optional.of(from.plus(Duration.ofHours(1 + random.nextInt(40)))),
        "random",
        new SignOff(
            START.minus(Duration.ofHours(random.nextInt(3))),
            "key_one",
            Optional.empty(),
            random.nextInt(5) == 0
                ? one(random, List.of(SignOff.Status.values()))
                : SignOff.Status.APPROVED));
  }

  private static OverrideEffect effect(Random random, ModelId model) {
    BigDecimal weight = new BigDecimal("0." + random.nextInt(1, 4));
    return switch (random.nextInt(3)) {
      case 0 ->
          new OverrideEffect.Add(
              one(random, ROLES), weight, model, Optional.of(3L), Optional.empty());
      case 1 ->
          new OverrideEffect.Replace(
              Optional.of(weight), Optional.of(model), Optional.empty(), Optional.of(9L));
      default -> new OverrideEffect.Exclude();
    };
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
