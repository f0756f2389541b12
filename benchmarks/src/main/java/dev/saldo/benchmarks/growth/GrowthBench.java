package dev.saldo.benchmarks.growth;

import dev.saldo.benchmarks.Arguments;
import dev.saldo.benchmarks.FreshDatabase;
import dev.saldo.benchmarks.Program;
import dev.saldo.benchmarks.ReportFiles;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fills a ledger with entries, {@code --millions} of them (50), and measures what authorizations
 * and statements take beside an empty ledger.
 */
public final class GrowthBench {
  private static final Set<String> OPTIONS =
      Set.of("millions", "wallets", "callers", "readers", "seconds", "warmup", "rounds");
  private static final long MILLION = 1_000_000;
  private static final int WALLETS = 10_000;
  private static final int CALLERS = 16;
  private static final int READERS = 4;
  private static final int ROUNDS = 3;

  private GrowthBench() {}

  public static void main(String[] line) throws IOException, InterruptedException {
    Program.run(() -> run(Arguments.parse(line, OPTIONS, Set.of())));
  }

  private static void run(Arguments arguments) throws IOException, InterruptedException {
    int wallets = arguments.number("wallets", WALLETS);
    long entries = arguments.number("millions", 50) * MILLION;
    say("an empty ledger is opened");
    try (GrownLedger empty = GrownLedger.open(FreshDatabase.open(Optional.empty()), wallets, 0);
        GrownLedger grown =
            GrownLedger.open(FreshDatabase.open(Optional.empty()), wallets, entries)) {
      measure(arguments, List.of(empty, grown));
      say("wallets are audited");
      empty.requireSound();
      grown.requireSound();
      GrownLedger.GrowthFigures before = empty.figures();
      GrownLedger.GrowthFigures after = grown.figures();
      GrowthReport report =
          new GrowthReport(
              entries,
              grown.stored().bytes(),
              List.of(
                  GrowthReport.authorizations(before.authorizations, after.authorizations),
                  GrowthReport.pages(before.pages, after.pages),
                  GrowthReport.balances(before.balances, after.balances)),
              grown.stored().hotShares());
      String markdown = report.markdown();
      System.out.print(markdown);
      ReportFiles.write("growth", markdown, report.chart());
    } catch (SQLException e) {
      throw new IllegalStateException("the database refused a statement", e);
    }
  }

  /** In turn, so that a disturbance does not hit one of them alone. */
  private static void measure(Arguments arguments, List<GrownLedger> ledgers)
      throws InterruptedException, SQLException {
    Duration warmUp = Duration.ofSeconds(arguments.number("warmup", 15));
    Duration measured = Duration.ofSeconds(arguments.number("seconds", 15));
    int rounds = arguments.number("rounds", ROUNDS);
    for (int round = 1; round <= rounds; round++) {
      for (GrownLedger ledger : ledgers) {
        say("round %d of %d".formatted(round, rounds));
        ledger.authorize(arguments.number("callers", CALLERS), warmUp, measured);
        ledger.read(
            arguments.number("readers", READERS), warmUp.dividedBy(3), measured.dividedBy(3));
      }
    }
  }

  private static void say(String sentence) {
    System.err.println(sentence);
  }
}
