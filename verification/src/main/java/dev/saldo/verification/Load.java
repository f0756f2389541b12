package dev.saldo.verification;

import dev.saldo.verification.AnswerLog.Told;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Callers that authorize and settle without pause, and never give up: whatever was not answered is
 * sent again under its key until it is, to the next server if there are several. An answer counts
 * when it is in the log.
 */
final class Load {
  private static final int HOT_SHARE = 3;
  private static final long RETRY_MILLIS = 50;
  private static final int CREDITS_MAX = 5;
  private static final int TOKENS_MAX = 8_000;

  private static final Duration PATIENCE_OF_SEVERAL = Duration.ofSeconds(2);

  /** How long a request is repeated before the product counts as hanging. */
  private static final Duration GIVE_UP = Duration.ofMinutes(3);

  private final String name;
  private final int wallets;
  private final int callers;
  private final List<Api> servers;
  private final AnswerLog log;
  private final Faults faults;
  private final long seed;
  private final List<Thread> threads = new ArrayList<>();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private final AtomicLong countedFrom = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong recovered = new AtomicLong();
  private volatile boolean running = true;

  /**
   * Prepares it, and opens its customers.
   *
   * @param name of the instrument; its customers and keys begin with it
   */
  Load(
      String name,
      int wallets,
      int callers,
      List<Api> servers,
      AnswerLog log,
      Faults faults,
      long seed) {
    this.name = name;
    this.wallets = wallets;
    this.callers = callers;
    this.servers = List.copyOf(servers);
    this.log = log;
    this.faults = faults;
    this.seed = seed;
    for (int wallet = 0; wallet < wallets; wallet++) {
      servers.getFirst().openCustomer(customer(wallet), "premium");
    }
  }

  private String customer(int wallet) {
    return name + "-" + wallet;
  }

  void start() {
    for (int caller = 0; caller < callers; caller++) {
      int number = caller;
      threads.add(Thread.ofVirtual().start(() -> call(number)));
    }
  }

  /** Answers that are in the log. */
  long acknowledged() {
    return acknowledged.sum();
  }

  /** Times a caller was told that the service is unavailable. */
  long refused() {
    return refused.sum();
  }

  /** Times a caller got no answer at all. */
  long broken() {
    return broken.sum();
  }

  /** Requests that failed at least once and have no answer yet. */
  int unanswered() {
    return unanswered.size();
  }

  /** From now on the first success of a request that is sent from now on is a recovery. */
  void expectRecovery() {
    recovered.set(0);
    countedFrom.set(System.nanoTime());
  }

  /** When it recovered, by {@link System#nanoTime}; 0 if it did not in time. */
  long awaitRecovery(Duration max) {
    Pause.until(max, () -> recovered.get() != 0);
    return recovered.get();
  }

  /** Ends it when everything was answered. */
  void finish() {
    running = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    faults.require(unanswered.isEmpty(), unanswered.size() + " requests were never answered");
  }

  private void call(int caller) {
    Random random = new Random(seed * 31 + caller);
    for (int number = 0; running; number++) {
      int wallet = random.nextInt(HOT_SHARE) == 0 ? 0 : random.nextInt(wallets);
      String key = "%s-%d-%d".formatted(name, caller, number);
      Request authorize = Request.authorize(customer(wallet), key, 1 + random.nextInt(CREDITS_MAX));
      Answer held = untilAnswered(caller, authorize, Answer.CREATED);
      if (held == null) {
        return;
      }
      Request settle = Request.settle(held.id(), key, random.nextInt(TOKENS_MAX));
      if (untilAnswered(caller, settle, Answer.OK) == null) {
        return;
      }
    }
  }

  /** Who has another server to ask does not wait long for one. */
  private Duration patience() {
    return servers.size() > 1 ? PATIENCE_OF_SEVERAL : Api.TIMEOUT;
  }

  /** The answer, once it is in the log; null if there is a fault and the caller ends. */
  private @Nullable Answer untilAnswered(int caller, Request request, int expected) {
    long deadline = System.nanoTime() + GIVE_UP.toNanos();
    String label = request.method() + " " + request.path() + " " + request.key().orElse("");
    for (int attempt = caller; System.nanoTime() < deadline; attempt++) {
      long sent = System.nanoTime();
      try {
        Answer answer = servers.get(attempt % servers.size()).send(request, patience());
        if (answer.status() == expected) {
          log.append(new Told(request, answer.status(), answer.body()));
          acknowledged.increment();
          unanswered.remove(label);
          if (sent >= countedFrom.get()) {
            recovered.compareAndSet(0, System.nanoTime());
          }
          return answer;
        }
        if (!answer.isHonestOutage()) {
          faults.add(label + " was answered " + answer.shown());
          return null;
        }
        refused.increment();
      } catch (IOException e) {
        broken.increment();
      }
      unanswered.add(label);
      Pause.millis(RETRY_MILLIS);
    }
    faults.add(label + " was not answered within " + GIVE_UP.toSeconds() + " s");
    return null;
  }
}
