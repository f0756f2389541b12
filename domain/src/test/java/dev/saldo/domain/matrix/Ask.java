package dev.saldo.domain.matrix;

import dev.saldo.domain.ModelId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A question to a matrix; unless said otherwise that of a user on plan free about feature chat. */
final class Ask {
  private String plan = "free";
  private String feature = "chat";
  private String profile = "user";
  private Set<String> groups = Set.of();
  private Optional<String> role = Optional.empty();
  private Optional<ModelId> model = Optional.empty();
  private boolean allowFallback;
  private Set<String> openCircuits = Set.of();
  private Optional<String> user = Optional.of("ana");
  private Instant at = Instant.parse("2026-11-10T15:00:00Z");

  static Ask ask() {
    return new Ask();
  }

  Ask plan(String slug) {
    plan = slug;
    return this;
  }

  Ask feature(String slug) {
    feature = slug;
    return this;
  }

  Ask profile(String slug) {
    profile = slug;
    return this;
  }

  Ask groups(String... slugs) {
    groups = Set.of(slugs);
    return this;
  }

  Ask role(String slug) {
    role = Optional.of(slug);
    return this;
  }

  Ask model(ModelId wanted) {
    model = Optional.of(wanted);
    return this;
  }

  Ask allowFallback() {
    allowFallback = true;
    return this;
  }

  Ask openCircuits(String... providers) {
    openCircuits = Set.of(providers);
    return this;
  }

  Ask user(String key) {
    user = Optional.of(key);
    return this;
  }

  Ask at(Instant instant) {
    at = instant;
    return this;
  }

  MatrixContext context() {
    return new MatrixContext(
        plan,
        feature,
        profile,
        groups,
        Optional.of("school"),
        user,
        role,
        model,
        allowFallback,
        openCircuits,
        at);
  }
}
