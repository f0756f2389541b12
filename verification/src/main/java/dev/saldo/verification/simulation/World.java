package dev.saldo.verification.simulation;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.out.postgres.wallet.SimulatedDatabase;
import dev.saldo.out.postgres.wallet.SimulatedInstance;
import dev.saldo.out.postgres.wallet.StoredWallet;
import dev.saldo.out.postgres.wallet.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A few instances on one database, callers who use them, and what goes wrong: on one thread, with a
 * clock of its own. Whenever an instance is about to do something in its transaction, others may
 * act first, and so on for some levels.
 */
final class World implements Surroundings {
  private static final Instant BEGIN = Instant.parse("2026-11-10T15:00:00Z");
  private static final int DEPTH_MAX = 2;
  private static final int FAULTS_OF_STEP_MAX = 1_000;
  private static final long STEP_NANOS = 300_000;
  private static final long SECOND = 1_000_000_000L;
  private static final Duration LIFETIME_OF_ALL = Duration.ofMinutes(62);

  private final Scenario scenario;
  private final Trace trace;
  private final SimulatedDatabase database;
  private final List<SimulatedInstance> instances = new ArrayList<>();
  private final List<WalletId> wallets;
  private final Callers callers;
  private final Fault.Count faults = new Fault.Count();
  private final List<Integer> faultNumbers = new ArrayList<>();
  private final Wishes wishes = new Wishes(this);
  private Chance chance;
  private long nanos;
  private long clockMillis;
  private int step;
  private int faultsOfStep;
  private int depth;
  private boolean calm;

  World(Scenario scenario, Copy copy, Trace trace) {
    this.scenario = scenario;
    this.trace = trace;
    this.chance = new Chance(scenario.seed(), -2);
    this.database = new SimulatedDatabase(this, copy.flaws());
    this.callers = new Callers(database, trace);
    this.wallets = LongStream.rangeClosed(1, 2 + chance.of(2)).mapToObj(WalletId::new).toList();
    int processes = 2 + chance.of(2);
    for (int number = 0; number < processes; number++) {
      long skewMillis = chance.once(3) ? chance.of(4_000) - 2_000 : 0;
      instances.add(
          new SimulatedInstance(
              number, this, database, () -> now().plusMillis(skewMillis), copy.rules()));
    }
  }

  SimulatedDatabase database() {
    return database;
  }

  Callers callers() {
    return callers;
  }

  Fault.Count faults() {
    return faults;
  }

  /** The faults that happened, by the numbers by which they can be spared. */
  List<Integer> faultNumbers() {
    return faultNumbers;
  }

  /** The time that rules use, as it is for most. */
  Instant now() {
    return BEGIN.plusMillis(clockMillis + nanos / 1_000_000);
  }

  /** Lives it, and then lets everything come to rest. */
  void live() {
    for (step = 0; step < scenario.steps(); step++) {
      if (!scenario.skipped().contains(step)) {
        chance = new Chance(scenario.seed(), step);
        faultsOfStep = 0;
        trace.note("step", step, nanos);
        act();
        callers.listen();
      }
    }
    calm = true;
    callers.finish(instances);
    expireAll();
  }

  private void act() {
    switch (chance.of(23)) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> ask();
      case 10, 11, 12, 13, 14, 15 -> runBatch();
      case 16, 17 -> callers.askAgain(instances, chance);
      case 18, 19 -> passTime();
      case 20 -> sweep();
      case 21 -> callers.repeat(instances, chance);
      default -> {
        if (chance.once(3)) {
          restart();
        } else {
          callers.abandon(chance);
        }
      }
    }
  }

  private void ask() {
    int many = chance.once(3) ? 1 + chance.of(4) : 1;
    WalletId hot = chance.pick(wallets);
    if (!callers.requests().isEmpty() && database.wallet(hot).isEmpty() && !chance.once(4)) {
      runBatch();
    }
    for (int i = 0; i < many; i++) {
      WalletId wallet = chance.once(3) ? chance.pick(wallets) : hot;
      boolean refused = chance.once(60) && happens(Fault.REFUSED);
      Request request = callers.want(wishes.any(wallet, chance), refused);
      callers.submit(request, chance.pick(instances));
      if (chance.once(6)) {
        callers.submit(request, chance.pick(instances));
      }
    }
  }

  private void runBatch() {
    List<SimulatedInstance> ready =
        instances.stream().filter(each -> !each.isBusy() && each.waiting() > 0).toList();
    if (!ready.isEmpty()) {
      SimulatedInstance instance = chance.pick(ready);
      trace.note("batch of", instance.number(), instance.waiting());
      instance.runBatch();
      trace.note("batch done", instance.number(), database.journal().size());
    }
  }

  private void passTime() {
    switch (chance.of(12)) {
      case 0 -> jump(Duration.ofDays(1 + chance.of(40)));
      case 1 -> jump(Duration.ofHours(chance.of(30)));
      case 2 -> jump(Duration.ofSeconds(-chance.of(7_200)));
      case 3, 4, 5 -> passMinutes();
      default -> pass(SECOND / 10 * chance.of(60));
    }
    trace.note("time", nanos, clockMillis);
  }

  /** Nobody waits that long: what can be answered is answered before. */
  private void passMinutes() {
    instances.stream()
        .filter(each -> !each.isBusy() && each.waiting() > 0)
        .forEach(SimulatedInstance::runBatch);
    callers.listen();
    pass(60 * SECOND * chance.of(40));
  }

  private void jump(Duration by) {
    if (happens(Fault.CLOCK_JUMPED)) {
      clockMillis += by.toMillis();
    }
  }

  private void sweep() {
    for (StoredWallet stored : database.wallets()) {
      if (!stored.wallet().nextDue().isAfter(now())) {
        callers.submit(callers.wantSweep(stored), chance.pick(instances));
      }
    }
  }

  private void restart() {
    SimulatedInstance instance = chance.pick(instances);
    if (!instance.isBusy() && happens(Fault.PROCESS_ENDED)) {
      trace.note("restart", instance.number(), instance.waiting());
      instance.restart();
    }
  }

  /** Every hold has had its time, and the sweeper has passed. */
  private void expireAll() {
    Instant latest =
        database.wallets().stream()
            .map(stored -> stored.wallet().lastAt())
            .max(Comparator.naturalOrder())
            .orElse(BEGIN);
    clockMillis += Math.max(0, Duration.between(now(), latest).toMillis() + 1);
    pass(LIFETIME_OF_ALL.toNanos());
    database
        .wallets()
        .forEach(stored -> callers.submit(callers.wantSweep(stored), instances.getFirst()));
    callers.finish(instances);
  }

  @Override
  public Mishap at(Point point, int instance) {
    nanos += STEP_NANOS;
    if (calm) {
      return Mishap.NONE;
    }
    trace.note(point.name(), instance, nanos);
    int roll = chance.of(100);
    if (roll < 14) {
      meanwhile();
      return Mishap.NONE;
    }
    return switch (roll) {
      case 14, 15, 16, 17, 18, 19 -> mishap(Mishap.RESET, Fault.reset(point));
      case 20, 21 ->
          point == Point.AFTER_COMMIT || point == Point.PAUSING
              ? Mishap.NONE
              : mishap(Mishap.DEADLOCK, Fault.DEADLOCK);
      case 22 -> mishap(Mishap.PROCESS_ENDS, Fault.PROCESS_ENDED);
      case 23, 24 -> {
        long seconds = 1L + chance.of(20);
        if (happens(Fault.STANDSTILL)) {
          pass(seconds * SECOND);
        }
        yield Mishap.NONE;
      }
      default -> Mishap.NONE;
    };
  }

  private void meanwhile() {
    if (depth < DEPTH_MAX) {
      depth++;
      try {
        int more = 1 + chance.of(3);
        for (int i = 0; i < more; i++) {
          act();
          callers.listen();
        }
      } finally {
        depth--;
      }
    }
  }

  private Mishap mishap(Mishap mishap, Fault fault) {
    return happens(fault) ? mishap : Mishap.NONE;
  }

  /** Counts a fault, unless this one is spared. */
  private boolean happens(Fault fault) {
    int number = step * FAULTS_OF_STEP_MAX + faultsOfStep++;
    if (scenario.spared().contains(number)) {
      return false;
    }
    faults.add(fault);
    faultNumbers.add(number);
    trace.note(fault.name(), number, 0);
    return true;
  }

  @Override
  public boolean isRefused(LedgerCommand<?> command) {
    return callers.requests().stream().anyMatch(request -> request.isRefused(command));
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void pass(long more) {
    nanos += more;
  }

  @Override
  public Instant databaseTime() {
    return BEGIN.plusNanos(nanos);
  }
}
