package dev.saldo.domain.limit;

import static dev.saldo.domain.InvalidValueException.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The limits of a catalogue. Of two rules that count the same, one for a plan and one for all, the
 * plan's is for its customers.
 */
public final class LimitBook {
  /** No limits but those of the matrix. */
  public static final LimitBook EMPTY = new LimitBook(List.of());

  /** The most rules that a catalogue can have. */
  public static final int RULES_MAX = 1_000;

  /** The most rules that can be about one call: each that covers it is a row to read and write. */
  public static final int RULES_ON_CALL_MAX = 100;

  private record Place(Optional<String> plan, Optional<String> feature) {}

  /** What a rule counts, for whose customers; the subject of the meter is whoever calls. */
  private record Counted(
      Optional<String> plan, LimitSubject subject, Optional<String> group, Meter meter) {
    static Counted by(LimitRule rule) {
      return new Counted(rule.plan(), rule.subject(), rule.group(), rule.meter(""));
    }
  }

  private final List<LimitRule> rules;
  private final Map<Place, List<LimitRule>> rulesByPlace = new HashMap<>();

  /**
   * Makes the book.
   *
   * @throws dev.saldo.domain.InvalidValueException if two rules have one slug, or count the same
   *     for the same plan, or if there are too many; the message names them
   */
  public LimitBook(List<LimitRule> rules) {
    this.rules = List.copyOf(rules);
    require(rules.size() <= RULES_MAX, "must be at most " + RULES_MAX + " limits");
    Set<String> slugs = new HashSet<>();
    Map<Counted, String> counted = new HashMap<>();
    for (LimitRule rule : rules) {
      require(slugs.add(rule.slug()), "two rows for limit " + rule.slug());
      String other = counted.put(Counted.by(rule), rule.slug());
      require(
          other == null,
          "limit %s counts what limit %s counts: %s".formatted(rule.slug(), other, rule.label()));
      rulesByPlace
          .computeIfAbsent(new Place(rule.plan(), rule.feature()), _ -> new ArrayList<>())
          .add(rule);
    }
    if (rules.size() > RULES_ON_CALL_MAX) {
      requireFewOnEachCall();
    }
  }

  private void requireFewOnEachCall() {
    Set<Optional<String>> plans = new HashSet<>();
    Set<Optional<String>> features = new HashSet<>();
    for (Place place : rulesByPlace.keySet()) {
      plans.add(place.plan());
      features.add(place.feature());
    }
    for (Optional<String> plan : plans) {
      features.forEach(feature -> requireFew(plan, feature));
    }
  }

  /** Counts the rules that can be about a call, whoever makes it. */
  private void requireFew(Optional<String> plan, Optional<String> feature) {
    int count = rulesOn(plan, feature).mapToInt(List::size).sum();
    require(
        count <= RULES_ON_CALL_MAX,
        "%d limits are about a call in %s on %s; must be at most %d"
            .formatted(
                count,
                feature.map("feature "::concat).orElse("any feature"),
                plan.map("plan "::concat).orElse("any plan"),
                RULES_ON_CALL_MAX));
  }

  /** The rules on a call: those of all before the plan's own. */
  private Stream<List<LimitRule>> rulesOn(Optional<String> plan, Optional<String> feature) {
    return Stream.of(Optional.<String>empty(), feature)
        .distinct()
        .flatMap(
            where ->
                Stream.of(Optional.<String>empty(), plan)
                    .distinct()
                    .map(whose -> rulesByPlace.getOrDefault(new Place(whose, where), List.of())));
  }

  /** In the catalogue's order. */
  public List<LimitRule> rules() {
    return rules;
  }

  /**
   * The limits on a call to whichever model; those that name a provider or a model are for calls
   * that go there.
   *
   * @param user the key of who calls; empty text for the anonymous user
   */
  public List<Limit> on(String plan, String feature, String user, Set<String> groups) {
    if (rules.isEmpty()) {
      return List.of();
    }
    Map<Meter, Limit> limits = new LinkedHashMap<>();
    rulesOn(Optional.of(plan), Optional.of(feature))
        .flatMap(List::stream)
        .flatMap(rule -> rule.on(user, groups).stream())
        .forEach(limit -> limits.put(limit.meter(), limit));
    return List.copyOf(limits.values());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LimitBook that && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rules);
  }

  @Override
  public String toString() {
    return "LimitBook" + rules;
  }
}
