package dev.saldo.verification;

import dev.saldo.verification.model.Told;
import dev.saldo.verification.model.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What callers were told about one wallet, each effect once; and what they may ask for again. */
final class LifeTelling {
  /** What was done under a key. */
  record Done(Wish wish, String key) {}

  private static final int KEPT_MAX = 60;

  private final String customer;
  private final String idEnd;
  private final Map<String, String> effects = new HashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Long> holds = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();

  /**
   * A wallet that nobody was told of.
   *
   * @param idEnd what all its ids end with
   */
  LifeTelling(String customer, String idEnd) {
    this.customer = customer;
    this.idEnd = idEnd;
  }

  String customer() {
    return customer;
  }

  String idEnd() {
    return idEnd;
  }

  synchronized List<Told> told() {
    return List.copyOf(told);
  }

  /**
   * Notes an answer.
   *
   * @return the first answer about the same effect; empty when this is the first
   */
  synchronized Optional<String> note(Told answer, String body) {
    if (answer.effect().isEmpty()) {
      told.add(answer);
      return Optional.empty();
    }
    Optional<String> first = Optional.ofNullable(effects.putIfAbsent(answer.effect(), body));
    if (first.isEmpty()) {
      told.add(answer);
    }
    return first;
  }

  synchronized void rememberHold(long hold) {
    keep(holds, hold);
  }

  synchronized void remember(Done request) {
    keep(done, request);
  }

  /** One of the last holds. */
  synchronized Optional<Long> hold(LifeChoices choices) {
    return holds.isEmpty() ? Optional.empty() : Optional.of(choices.oneOf(holds));
  }

  /** One of the last things that were done under a key. */
  synchronized Optional<Done> done(LifeChoices choices) {
    return done.isEmpty() ? Optional.empty() : Optional.of(choices.oneOf(done));
  }

  private static <T> void keep(List<T> all, T one) {
    all.add(one);
    if (all.size() > KEPT_MAX) {
      all.removeFirst();
    }
  }
}
