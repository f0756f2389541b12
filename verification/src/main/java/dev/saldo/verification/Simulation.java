package dev.saldo.verification;

import dev.saldo.verification.simulation.Copy;
import dev.saldo.verification.simulation.Fault;
import dev.saldo.verification.simulation.Life;
import dev.saldo.verification.simulation.Scenario;
import dev.saldo.verification.simulation.Shrinking;
import dev.saldo.verification.simulation.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * The real group commit and the real rules on a simulated database, on one thread and by a clock of
 * its own, once for each seed. What was stored is given to a naive model; every answer and every
 * balance must be the model's. A seed that breaks something is made smaller and told in full.
 */
final class Simulation {
  static final String NAME = "simulation";
  private static final int TOLD_MAX = 3;
  private static final int LINE_MAX = 400;

  /** One in so many is lived twice, and must be the same. */
  private static final int TWICE = 20;

  private final long firstSeed;
  private final int seeds;
  private final PrintStream out;
  private final Function<Scenario, Verdict> life;
  private final Faults faults = new Faults();
  private final Fault.Count injected = new Fault.Count();
  private final AtomicLong next = new AtomicLong();
  private final LongAdder lived = new LongAdder();
  private final LongAdder commands = new LongAdder();
  private final List<Thread> workers = new ArrayList<>();
  private long begun;
  private int told;

  Simulation(Scale scale, long seed, PrintStream out) {
    this(scale.simulations(), seed, out, Life::of);
  }

  /** One of other lives. */
  Simulation(int seeds, long seed, PrintStream out, Function<Scenario, Verdict> life) {
    this.firstSeed = seed;
    this.seeds = seeds;
    this.out = out;
    this.life = life;
  }

  Result run() throws InterruptedException {
    start();
    return finish();
  }

  /** Begins on one thread, beside instruments that do not keep all processors busy. */
  void start() {
    begun = System.nanoTime();
    workers.add(Thread.ofPlatform().daemon().name(NAME).start(this::work));
  }

  /** Lives what is left on all processors. */
  Result finish() throws InterruptedException {
    long beside = lived.sum();
    while (workers.size() < Runtime.getRuntime().availableProcessors()) {
      workers.add(Thread.ofPlatform().daemon().name(NAME).start(this::work));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    faults.require(
        lived.sum() == seeds, "only %,d of %,d seeds were lived".formatted(lived.sum(), seeds));
    out.printf(
        "seeds %d to %d, %,d of them beside other instruments, %,d commands stored; one in %d"
            + " twice%n",
        firstSeed, firstSeed + seeds - 1, beside, commands.sum(), TWICE);
    return new Result(
        NAME,
        "%,d seeds, %,d commands".formatted(lived.sum(), commands.sum()),
        injected.toString(),
        "%,.0f seeds/s".formatted(lived.sum() / seconds),
        "-",
        faults.list());
  }

  private void work() {
    Fault.Count counts = new Fault.Count();
    for (long index = next.getAndIncrement(); index < seeds; index = next.getAndIncrement()) {
      long seed = firstSeed + index;
      try {
        live(seed, index % TWICE == 0, counts);
        lived.increment();
      } catch (Throwable e) {
        // Also an error: who dies of it leaves all later seeds to the others, or to nobody.
        faults.add("seed " + seed + " could not be lived: " + e);
      }
    }
    synchronized (injected) {
      injected.addAll(counts);
    }
  }

  private void live(long seed, boolean twice, Fault.Count counts) {
    Scenario scenario = Scenario.of(seed);
    Verdict verdict = life.apply(scenario);
    commands.add(verdict.commands());
    counts.addAll(verdict.faults());
    if (!verdict.held()) {
      faults.add("seed " + seed + ": " + verdict.broken().getFirst());
      tell(scenario);
    }
    if (twice) {
      long again = life.apply(scenario).digest();
      faults.require(
          again == verdict.digest(), "seed " + seed + " was another life the second time");
    }
  }

  private synchronized void tell(Scenario scenario) {
    if (++told > TOLD_MAX) {
      return;
    }
    Scenario small = Shrinking.of(scenario, Copy.REAL);
    Verdict verdict = Life.of(small, Copy.REAL, true);
    out.printf(
        "seed %d breaks; so does %s, of which %d steps matter:%n",
        scenario.seed(), small, small.length());
    verdict.trace().stream()
        .map(line -> line.length() > LINE_MAX ? line.substring(0, LINE_MAX) + "…" : line)
        .forEach(out::println);
    verdict.broken().forEach(out::println);
    out.printf("again: ./saldo verify --quick --only %s --seed %d%n", NAME, scenario.seed());
  }
}
