package dev.saldo.domain.limit;

import dev.saldo.domain.ModelId;
import java.util.Optional;

/** A rule as tests write it down: 100 calls a day, if nothing else is said. */
public record Rules(LimitRule rule) {

  /** For each user. */
  public static Rules user(String slug) {
    return of(slug, LimitSubject.USER, Optional.empty());
  }

  /** For the members of a group together. */
  public static Rules group(String slug, String group) {
    return of(slug, LimitSubject.GROUP, Optional.of(group));
  }

  /** For everybody together. */
  public static Rules customer(String slug) {
    return of(slug, LimitSubject.CUSTOMER, Optional.empty());
  }

  private static Rules of(String slug, LimitSubject subject, Optional<String> group) {
    return new Rules(
        new LimitRule(
            slug,
            Optional.empty(),
            subject,
            group,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            LimitUnit.CALLS,
            WindowKind.DAY,
            100,
            false));
  }

  /** For the customers of a plan. */
  public Rules of(String plan) {
    return with(Optional.of(plan), rule.feature(), rule.unit(), rule.window(), rule.max());
  }

  /** In one feature. */
  public Rules in(String feature) {
    return with(rule.plan(), Optional.of(feature), rule.unit(), rule.window(), rule.max());
  }

  /** On one model, or on one provider. */
  public Rules on(String target) {
    boolean isModel = target.indexOf('/') >= 0;
    return new Rules(
        new LimitRule(
            rule.slug(),
            rule.plan(),
            rule.subject(),
            rule.group(),
            rule.feature(),
            isModel ? Optional.empty() : Optional.of(target),
            isModel ? Optional.of(ModelId.parse(target)) : Optional.empty(),
            rule.unit(),
            rule.window(),
            rule.max(),
            rule.soft()));
  }

  /** So many units in a window. */
  public Rules max(long max, LimitUnit unit, WindowKind window) {
    return with(rule.plan(), rule.feature(), unit, window, max);
  }

  /** So many calls in a window. */
  public Rules calls(long max, WindowKind window) {
    return max(max, LimitUnit.CALLS, window);
  }

  /** Refusing nothing. */
  public Rules soft() {
    return new Rules(
        new LimitRule(
            rule.slug(),
            rule.plan(),
            rule.subject(),
            rule.group(),
            rule.feature(),
            rule.provider(),
            rule.model(),
            rule.unit(),
            rule.window(),
            rule.max(),
            true));
  }

  private Rules with(
      Optional<String> plan,
      Optional<String> feature,
      LimitUnit unit,
      WindowKind window,
      long max) {
    return new Rules(
        new LimitRule(
            rule.slug(),
            plan,
            rule.subject(),
            rule.group(),
            feature,
            rule.provider(),
            rule.model(),
            unit,
            window,
            max,
            rule.soft()));
  }
}
