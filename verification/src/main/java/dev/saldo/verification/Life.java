package dev.saldo.verification;

import dev.saldo.verification.model.Plan;
import dev.saldo.verification.model.Replay;
import dev.saldo.verification.model.Stored;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Random operations of many callers on two servers, while the test clock moves: calls, settlements,
 * releases, grants and plan changes, once and more than once. When all is quiet, everything stored
 * and everything answered is lived through again by a model that shares no code with the ledger.
 *
 * <p>It goes by chapters, each with wallets of its own.
 */
final class Life {
  static final String NAME = "life";
  private static final int OPERATIONS_OF_CHAPTER = 10_000;
  private static final int WALLETS = 40;
  private static final int HOT = 3;
  private static final int CLOCK_MILLIS = 150;
  private static final Duration SWEEP_MAX = Duration.ofSeconds(90);
  private static final Duration OUTAGE_MAX = Duration.ofMinutes(1);

  private final Site site;
  private final Scale scale;
  private final long seed;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final LifeRecords records;
  private final Map<String, Integer> refusals = new TreeMap<>();
  private List<Api> servers = List.of();
  private volatile Instant clock = Instant.EPOCH;
  private long answered;
  private long repeated;
  private long reused;
  private long compared;
  private long entries;
  private long livingNanos;

  Life(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.seed = seed;
    this.out = out;
    this.records = new LifeRecords(site.owner());
  }

  Result run() throws InterruptedException {
    servers = site.pair(Site.Server::testApi);
    LifeCatalog.requests().forEach(servers.getFirst()::require);
    move(Duration.ZERO);
    for (int chapter = 1; answered < scale.operations(); chapter++) {
      chapter("life-" + chapter + "-", seed * 31 + chapter);
    }
    faults.addAll(site.audit());
    out.printf(
        "%,d operations answered, of which %,d repeated and %,d with a key of other content;"
            + " refusals %s%n%,d stored operations and %,d entries lived through again, seed %d%n",
        answered, repeated, reused, refusals, compared, entries, seed);
    return new Result(
        NAME,
        "%,d operations, %,d repeated, %,d replayed with %,d entries"
            .formatted(answered, repeated, compared, entries),
        "none",
        "%.0f answers/s".formatted(answered * 1e9 / livingNanos),
        "-",
        faults.list());
  }

  private void chapter(String name, long chapterSeed) throws InterruptedException {
    LifeChoices choices = new LifeChoices(chapterSeed);
    Map<String, Plan> plans = new HashMap<>();
    for (int wallet = 0; wallet < WALLETS; wallet++) {
      Plan plan = LifeCatalog.PLANS.get(wallet % LifeCatalog.PLANS.size());
      plans.put(name + wallet, plan);
      servers
          .getFirst()
          .require(
              Request.put("/customers/" + name + wallet, "{\"plan\":\"" + plan.slug() + "\"}"));
    }
    Map<String, LifeTelling> tellings = new TreeMap<>();
    records
        .wallets(name)
        .forEach(
            (customer, id) ->
                tellings.put(customer, new LifeTelling(customer, LifeForm.digits(id))));
    LifeCallers callers =
        new LifeCallers(
            servers,
            List.copyOf(tellings.values()),
            HOT,
            () -> clock,
            Math.min(OPERATIONS_OF_CHAPTER, scale.operations()),
            faults);
    long begin = System.nanoTime();
    live(callers, choices, name, chapterSeed);
    long nanos = System.nanoTime() - begin;
    livingNanos += nanos;
    count(callers);
    quieten(name);
    int faultsBefore = faults.list().size();
    replay(name, plans, tellings);
    out.printf(
        "%s: %,d operations in %.1f s (%.0f/s), clock at %s, %d differences%n",
        name,
        callers.answered(),
        nanos / 1e9,
        callers.answered() * 1e9 / nanos,
        clock,
        faults.list().size() - faultsBefore);
  }

  /** The callers, and the clock beside them. */
  private void live(LifeCallers callers, LifeChoices choices, String name, long chapterSeed)
      throws InterruptedException {
    AtomicBoolean living = new AtomicBoolean(true);
    Thread time =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (living.get()) {
                      Pause.millis(CLOCK_MILLIS);
                      move(choices.step());
                    }
                  } catch (RuntimeException e) {
                    faults.add(name + ": the clock stood still: " + e);
                  }
                });
    callers.run(name, chapterSeed);
    living.set(false);
    time.join();
  }

  /** Moves it, once the server can. */
  private void move(Duration step) {
    Request request =
        new Request("POST", "/test-clock", "{\"advance\":\"" + step + "\"}", Optional.empty());
    clock = LifeForm.clock(servers.getFirst().requireInTime(request, OUTAGE_MAX));
  }

  /** Lets everything run out, and waits for the sweep. */
  private void quieten(String name) {
    move(Duration.ofDays(2));
    faults.require(
        Pause.until(SWEEP_MAX, () -> records.due() == 0),
        "something is still due %d s after all was quiet".formatted(SWEEP_MAX.toSeconds()));
    faults.require(records.held(name) == 0, "something is held after the last hold has run out");
  }

  private void count(LifeCallers callers) {
    answered += callers.answered();
    repeated += callers.repeated();
    reused += callers.reused();
    callers.refusals().forEach((code, times) -> refusals.merge(code, times, Integer::sum));
  }

  private void replay(String name, Map<String, Plan> plans, Map<String, LifeTelling> tellings) {
    List<String> found = new ArrayList<>();
    for (Stored stored : records.read(name, plans)) {
      LifeTelling telling = tellings.get(stored.customer());
      found.addAll(Replay.faults(stored, telling == null ? List.of() : telling.told()));
      compared += stored.operations().size();
      entries += stored.entries().size();
    }
    faults.addAll(found);
  }
}
