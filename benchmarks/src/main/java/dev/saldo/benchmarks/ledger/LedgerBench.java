package dev.saldo.benchmarks.ledger;

import dev.saldo.benchmarks.Arguments;
import dev.saldo.benchmarks.DatabaseLogins;
import dev.saldo.benchmarks.FreshDatabase;
import dev.saldo.benchmarks.Numbers;
import dev.saldo.benchmarks.PgBench;
import dev.saldo.benchmarks.PgBenchOutput;
import dev.saldo.benchmarks.Program;
import dev.saldo.benchmarks.ReportFiles;
import dev.saldo.benchmarks.StoredLedger;
import dev.saldo.benchmarks.ledger.CellRun.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/**
 * Measures the ledger: without arguments the cells that have goals, with {@code --full} every
 * combination, with {@code --adapter}, {@code --shape}, {@code --callers} or {@code --workers} one
 * cell.
 */
public final class LedgerBench {
  private static final Set<String> OPTIONS =
      Set.of(
          "database",
          "adapter",
          "shape",
          "callers",
          "workers",
          "processes",
          "seconds",
          "warmup",
          "threads",
          "child",
          "rounds");
  private static final Set<String> SWITCHES = Set.of("full", "unaudited");
  private static final Set<String> OF_ONE_CELL =
      Set.of("adapter", "shape", "callers", "workers", "processes");

  private final Arguments arguments;
  private final FreshDatabase database;

  private LedgerBench(Arguments arguments, FreshDatabase database) {
    this.arguments = arguments;
    this.database = database;
  }

  public static void main(String[] line) throws IOException, InterruptedException {
    Program.run(() -> run(line));
  }

  private static void run(String[] line) throws IOException, InterruptedException {
    Arguments arguments = Arguments.parse(line, OPTIONS, SWITCHES);
    if (ServingProcess.isAsked(arguments)) {
      ServingProcess.serve(arguments, cell(arguments));
      return;
    }
    try (FreshDatabase database = FreshDatabase.open(arguments.text("database"))) {
      LedgerBench bench = new LedgerBench(arguments, database);
      if (OF_ONE_CELL.stream().anyMatch(arguments::has)) {
        bench.one();
      } else {
        Suite suite = arguments.has("full") ? Suite.full() : Suite.usual();
        bench.all(suite.withRounds(arguments.number("rounds", suite.rounds())));
      }
    }
  }

  private static Cell cell(Arguments arguments) {
    return new Cell(
        choice(arguments, "adapter", Cell.Adapter.GROUP),
        choice(arguments, "shape", Shape.SPREAD),
        arguments.number("callers", 64),
        arguments.number("workers", 2),
        arguments.number("processes", 1));
  }

  private static <E extends Enum<E>> E choice(Arguments arguments, String name, E otherwise) {
    return arguments
        .text(name)
        .map(text -> Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT)))
        .orElse(otherwise);
  }

  static ThreadFactory threads(Arguments arguments) {
    return arguments.text("threads").filter("platform"::equals).isPresent()
        ? Thread.ofPlatform().name("caller-", 0).daemon().factory()
        : Thread.ofVirtual().name("caller-", 0).factory();
  }

  private void one() throws IOException, InterruptedException {
    Site site = Site.prepare(database.logins());
    StoredLedger stored = new StoredLedger(database.logins().owner());
    StoredLedger.Counts before = stored.counts();
    Times times =
        new Times(
            Duration.ofSeconds(arguments.number("warmup", 20)),
            Duration.ofSeconds(arguments.number("seconds", 10)));
    CellRun run = CellRun.of(site, cell(arguments), times, threads(arguments), database.process());
    if (!arguments.has("unaudited")) {
      stored.requireSound(before, run.acknowledged().holds(), run.acknowledged().settlements());
    }
    Measured measured = run.measured();
    System.out.printf(
        Locale.ROOT,
        "%s: %s operations/s, p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, batch %.1f,"
            + " Java %.1f µs/op, PostgreSQL %.1f µs/op, WAL %.0f bytes/op, HOT %.1f %%%n",
        run.cell(),
        Numbers.whole(measured.perSecond()),
        measured.millisAt(50),
        measured.millisAt(95),
        measured.millisAt(99),
        measured.batch(),
        run.javaMicros(),
        run.databaseMicros(),
        run.walBytesEach(),
        stored.hotShare() * 100);
  }

  private void all(Suite suite) throws IOException, InterruptedException {
    PgBench.prepare(database);
    DatabaseLogins logins = database.logins();
    Optional<PgBench> pgbench = PgBench.find(logins);
    say("wallets are opened");
    Site site = Site.prepare(logins);
    StoredLedger stored = new StoredLedger(logins.owner());
    StoredLedger.Counts before = stored.counts();
    Map<Cell, CellRun> runs = new LinkedHashMap<>();
    List<PgBenchOutput> outputs = new ArrayList<>();
    for (int round = 1; round <= suite.rounds(); round++) {
      for (Cell cell : suite.cells()) {
        say("round %d of %d: %s".formatted(round, suite.rounds(), cell));
        Times times =
            runs.isEmpty()
                ? new Times(suite.firstWarmUp(), suite.times().measured())
                : suite.times();
        CellRun run = CellRun.of(site, cell, times, threads(arguments), database.process());
        runs.merge(cell, run, CellRun::then);
      }
      if (pgbench.isPresent()) {
        say("round %d of %d: pgbench".formatted(round, suite.rounds()));
        outputs.add(pgbench.get().best(suite.pgbenchSeconds()));
      }
    }
    say("the data are audited");
    Acknowledged sum =
        runs.values().stream()
            .map(CellRun::acknowledged)
            .reduce(Acknowledged.NOTHING, Acknowledged::plus);
    stored.requireSound(before, sum.holds(), sum.settlements());
    LedgerReport report =
        new LedgerReport(
            List.copyOf(runs.values()), PgBenchOutput.best(outputs), stored.hotShare());
    String markdown = report.markdown();
    System.out.print(markdown);
    ReportFiles.write("ledger", markdown, report.chart());
  }

  private static void say(String sentence) {
    System.err.println(sentence);
  }
}
