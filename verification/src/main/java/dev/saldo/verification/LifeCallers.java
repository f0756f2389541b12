package dev.saldo.verification;

import dev.saldo.verification.LifeTelling.Done;
import dev.saldo.verification.model.Told;
import dev.saldo.verification.model.Wish;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Callers who do what comes to their minds, on two servers, and note what they are told. */
final class LifeCallers {
  private static final int CALLERS = 48;
  private static final int HOT_SHARE = 3;
  private static final Duration GIVE_UP = Duration.ofMinutes(1);
  private static final long RETRY_MILLIS = 50;
  private static final String REUSED = "idempotency_key_reused";
  private static final Set<String> REFUSALS =
      Set.of(
          "insufficient_credits",
          "daily_limit",
          "monthly_limit",
          "feature_not_in_plan",
          "model_not_allowed",
          "already_settled",
          "already_released",
          "already_expired",
          "overrun_rejected",
          "already_on_plan",
          "invalid_request");

  private final List<Api> servers;
  private final List<LifeTelling> wallets;
  private final int hot;
  private final Supplier<Instant> clock;
  private final Faults faults;
  private final AtomicInteger left;
  private final LongAdder answered = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder reused = new LongAdder();
  private final Map<String, Integer> refusals = new ConcurrentSkipListMap<>();

  /**
   * Prepares them.
   *
   * @param hot how many wallets, from the first on, every third operation is on
   * @param operations how many they do together, repetitions included
   */
  LifeCallers(
      List<Api> servers,
      List<LifeTelling> wallets,
      int hot,
      Supplier<Instant> clock,
      int operations,
      Faults faults) {
    this.servers = servers;
    this.wallets = wallets;
    this.hot = hot;
    this.clock = clock;
    this.left = new AtomicInteger(operations);
    this.faults = faults;
  }

  long answered() {
    return answered.sum();
  }

  /** Answers about something that was done and answered before. */
  long repeated() {
    return repeated.sum();
  }

  /** Keys that were refused because their content was another. */
  long reused() {
    return reused.sum();
  }

  /** Refusals by their code. */
  Map<String, Integer> refusals() {
    return refusals;
  }

  /** Returns when all has been answered. */
  void run(String name, long seed) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(CALLERS);
    for (int caller = 0; caller < CALLERS; caller++) {
      String keys = name + "-" + caller + "-";
      LifeChoices choices = new LifeChoices(seed * 1_000 + caller);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  live(choices, keys);
                } catch (RuntimeException e) {
                  faults.add(keys + " could not go on: " + e);
                } finally {
                  running.countDown();
                }
              });
    }
    running.await();
  }

  private void live(LifeChoices choices, String keys) {
    for (int number = 0; left.getAndDecrement() > 0; number++) {
      LifeTelling wallet =
          wallets.get(choices.below(choices.below(HOT_SHARE) == 0 ? hot : wallets.size()));
      step(wallet, choices, keys + number);
    }
  }

  private void step(LifeTelling wallet, LifeChoices choices, String key) {
    int kind = choices.below(100);
    Optional<Long> hold = wallet.hold(choices);
    Optional<Done> done = wallet.done(choices);
    if (kind < 4) {
      ask(wallet, choices, choices.gift(clock.get()), Optional.of(key));
    } else if (kind < 5) {
      ask(wallet, choices, choices.planChange(), Optional.of(key));
    } else if (kind < 12 && done.isPresent()) {
      ask(wallet, choices, done.get().wish(), Optional.of(done.get().key()));
    } else if (kind < 14 && done.isPresent()) {
      reuse(wallet, choices, done.get());
    } else if (kind < 22 && hold.isPresent()) {
      ask(wallet, choices, new Wish.Release(hold.get()), Optional.of(key));
    } else if (kind < 52 && hold.isPresent()) {
      Wish settle = new Wish.Settle(hold.get(), choices.use());
      maybeTwice(wallet, choices, settle, key(choices, key));
    } else {
      maybeTwice(wallet, choices, choices.call(), key(choices, key));
    }
  }

  private static Optional<String> key(LifeChoices choices, String key) {
    return choices.below(4) == 0 ? Optional.empty() : Optional.of(key);
  }

  /** Now and then the same request is under way on both servers. */
  private void maybeTwice(
      LifeTelling wallet, LifeChoices choices, Wish wish, Optional<String> key) {
    if (key.isEmpty() || choices.below(12) > 0) {
      ask(wallet, choices, wish, key);
      return;
    }
    left.decrementAndGet();
    Thread other = Thread.ofVirtual().start(() -> send(servers.getFirst(), wallet, wish, key));
    send(servers.getLast(), wallet, wish, key);
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(LifeTelling wallet, LifeChoices choices, Wish wish, Optional<String> key) {
    send(choices.oneOf(servers), wallet, wish, key);
  }

  private void reuse(LifeTelling wallet, LifeChoices choices, Done done) {
    Wish other = choices.other(done.wish());
    if (other.equals(done.wish())) {
      ask(wallet, choices, done.wish(), Optional.of(done.key()));
      return;
    }
    Answer answer =
        answer(choices.oneOf(servers), wallet, other, Optional.of(done.key())).orElseThrow();
    answered.increment();
    reused.increment();
    faults.require(
        answer.body().contains(REUSED),
        "key %s with another content: %s was answered %s"
            .formatted(done.key(), other, answer.shown()));
  }

  private void send(Api server, LifeTelling wallet, Wish wish, Optional<String> key) {
    Optional<Answer> answer = answer(server, wallet, wish, key);
    if (answer.isEmpty()) {
      faults.add(wish + " under " + key + " was not answered");
      return;
    }
    answered.increment();
    Told told = LifeForm.told(wish, key, answer.get());
    if (!answer.get().isSuccess()) {
      String code = told.said().getOrDefault("code", "");
      refusals.merge(code, 1, Integer::sum);
      faults.require(REFUSALS.contains(code), wish + " was answered " + answer.get().shown());
    }
    Optional<String> first = wallet.note(told, answer.get().body());
    if (first.isPresent()) {
      repeated.increment();
      faults.require(
          first.get().equals(answer.get().body()),
          "%s of %s: told %s first and then %s"
              .formatted(told.effect(), wallet.customer(), first.get(), answer.get().shown()));
    } else if (answer.get().isSuccess()) {
      remember(wallet, told, key, answer.get());
    }
  }

  /** A key under which a settlement was only told again is free: it has no effect of its own. */
  private static void remember(LifeTelling wallet, Told told, Optional<String> key, Answer answer) {
    key.ifPresent(it -> wallet.remember(new Done(told.wish(), it)));
    if (told.wish() instanceof Wish.Authorize) {
      wallet.rememberHold(LifeForm.number(answer.id()));
    }
  }

  /** Asks until there is an answer; empty if there is none in time. */
  private Optional<Answer> answer(Api server, LifeTelling wallet, Wish wish, Optional<String> key) {
    Request request = LifeForm.request(wallet.customer(), wallet.idEnd(), wish, key);
    long deadline = System.nanoTime() + GIVE_UP.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        Answer answer = server.send(request);
        if (!answer.isHonestOutage()) {
          return Optional.of(answer);
        }
      } catch (IOException e) {
        if (key.isEmpty()) {
          return Optional.empty();
        }
      }
      Pause.millis(RETRY_MILLIS);
    }
    return Optional.empty();
  }
}
