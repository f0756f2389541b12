package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.Ledger;
import dev.saldo.application.wallet.LedgerScript;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A random life that began months ago by the clock of the database too, and lasts until now. */
final class LongLife {
  /** Months before the current one in which something happened. */
  static final int MONTHS = 8;

  /** The wallets of tenant 1. */
  static final List<WalletId> WALLETS =
      LongStream.rangeClosed(1, 4).mapToObj(WalletId::new).toList();

  private static final TestDatabase SERVER = TestDatabase.get();
  private static final long SEED = 20261122;
  private static final int STEPS_PER_DAY = 8;
  private static final Duration DAY = Duration.ofDays(1);

  private final String database;
  private final ManualClock clock = new ManualClock(Samples.START);

  /** What is added to the clock of the wallets for that of the database. */
  private final Duration shift;

  private LongLife(String database) {
    this.database = database;
    this.shift =
        Duration.between(
            Samples.START,
            firstMonth().atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(DAY));
  }

  /** Makes a database and lives in it. */
  static LongLife in(String database) throws SQLException {
    SERVER.create(database);
    SERVER.migrations(database).run();
    LedgerAuditIT.execute(
        SERVER.source(database, "postgres", "postgres"),
        "select add_tenant('one', false), add_tenant('two', true)",
        "insert into catalog_current values (1, 1), (2, 1)");
    for (YearMonth month : months()) {
      LedgerAuditIT.execute(
          SERVER.source(database, "saldo_owner", "owner"),
          "select create_month('" + month.atDay(1) + "'::date)");
    }
    LongLife life = new LongLife(database);
    life.live();
    return life;
  }

  /** From the first month in which something happened to the current one. */
  static List<YearMonth> months() {
    return IntStream.rangeClosed(0, MONTHS).mapToObj(firstMonth()::plusMonths).toList();
  }

  private static YearMonth firstMonth() {
    return YearMonth.now(ZoneOffset.UTC).minusMonths(MONTHS);
  }

  private void live() {
    Ledger ledger =
        new PostgresLedger(Pool.of(SERVER.ledger(database)), clock, () -> false, this::recorded);
    LedgerScript script = new LedgerScript(SEED, WALLETS);
    Instant today = Instant.now();
    for (int step = 1; recorded(today).isBefore(today); step++) {
      switch (script.next(clock.instant())) {
        case LedgerScript.Step.Advance(var by) -> clock.advance(by);
        case LedgerScript.Step.Submit(var command) ->
            script.answered(command, ledger.submit(command));
      }
      if (step % STEPS_PER_DAY == 0) {
        clock.advance(DAY);
      }
    }
  }

  private Instant recorded(Instant unused) {
    return clock.instant().plus(shift);
  }

  /** Where its wallets' time has come to. */
  ManualClock clock() {
    return clock;
  }
}
