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

/**
 * The limits of a catalogue. Of two rules that count the same, one for a plan and one for all, the
 * plan's is for its customers.
 */
public final class LimitBook {
  /** No limits but those of the matrix. */
  public static final LimitBook EMPTY = new LimitBook(List.of());

  private record Place(Optional<String> plan, Optional<String> feature) {}

  private final List<LimitRule> rules;
  private final Map<Place, List<LimitRule>> rulesByPlace = new HashMap<>();

  /**
   * Makes the book.
   *
   * @throws dev.saldo.domain.InvalidValueException if two rules have one slug, or count the same
   *     for the same plan; the message names them
   */
  public LimitBook(List<LimitRule> rules) {
    this.rules = List.copyOf(rules);
    Set<String> slugs = new HashSet<>();
    Map<String, String> counted = new HashMap<>();
    for (LimitRule rule : rules) {
      require(slugs.add(rule.slug()), "two rows for limit " + rule.slug());
      String other = counted.put(rule.plan().orElse("") + "|" + rule.label(), rule.slug());
      require(
          other == null,
          "limit %s counts what limit %s counts: %s".formatted(rule.slug(), other, rule.label()));
      rulesByPlace
          .computeIfAbsent(new Place(rule.plan(), rule.feature()), _ -> new ArrayList<>())
          .add(rule);
    }
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
    for (Optional<String> where : List.of(Optional.<String>empty(), Optional.of(feature))) {
      for (Optional<String> whose : List.of(Optional.<String>empty(), Optional.of(plan))) {
        for (LimitRule rule : rulesByPlace.getOrDefault(new Place(whose, where), List.of())) {
          rule.on(user, groups).ifPresent(limit -> limits.put(limit.meter(), limit));
        }
      }
    }
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
