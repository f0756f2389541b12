package dev.saldo.benchmarks.growth;

import dev.saldo.application.PageRequest;
import dev.saldo.application.wallet.LedgerInspection;
import dev.saldo.application.wallet.WalletRecords;
import dev.saldo.benchmarks.ConnectionPool;
import dev.saldo.benchmarks.DatabaseLogins;
import dev.saldo.benchmarks.FreshDatabase;
import dev.saldo.benchmarks.Installation;
import dev.saldo.benchmarks.StoredLedger;
import dev.saldo.benchmarks.TypicalCalls;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.wallet.GroupCommitLedger;
import dev.saldo.out.postgres.wallet.LedgerWatch;
import dev.saldo.out.postgres.wallet.PostgresLedger;
import dev.saldo.out.postgres.wallet.PostgresLedgerInspection;
import dev.saldo.out.postgres.wallet.PostgresWalletRecords;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/** One of the two ledgers that are compared, and what is measured on it. */
final class GrownLedger implements AutoCloseable {
  private static final InstantSource CLOCK = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
  private static final int CONNECTIONS_MAX = 20;
  private static final int AUDITED = 200;

  private final FreshDatabase database;
  private final Installation installation;
  private final List<WalletId> wallets;
  private final Random random = new Random();
  private final GrowthFigures figures = new GrowthFigures();

  private GrownLedger(FreshDatabase database, Installation installation, List<WalletId> wallets) {
    this.database = database;
    this.installation = installation;
    this.wallets = wallets;
  }

  /** Opens wallets, and fills them with so many entries; none leaves the ledger empty. */
  static GrownLedger open(FreshDatabase database, int wallets, long entries)
      throws IOException, SQLException {
    Installation installation = Installation.in(database.logins());
    List<WalletId> ids = Installation.wallets(Installation.newFirst(), wallets);
    Instant now = CLOCK.instant();
    Growth growth = new Growth(database.logins().owner());
    growth.prepareMonths(now);
    try (ConnectionPool pool = database.logins().ledger(CONNECTIONS_MAX)) {
      installation.open(new PostgresLedger(pool, CLOCK, () -> false, _ -> Growth.begin(now)), ids);
    }
    if (entries > 0) {
      growth.fill(ids, entries, now);
    }
    growth.settleDown();
    database.restart();
    return new GrownLedger(database, installation, ids);
  }

  /** What was measured so far. */
  GrowthFigures figures() {
    return figures;
  }

  /** Callers who authorize and settle for a while; the time of an authorization counts. */
  void authorize(int callers, Duration warmUp, Duration measured)
      throws InterruptedException, SQLException {
    DatabaseLogins logins = database.logins();
    try (ConnectionPool pool = logins.ledger(CONNECTIONS_MAX);
        GroupCommitLedger ledger =
            new GroupCommitLedger(
                pool,
                CLOCK,
                () -> false,
                GroupCommitLedger.Sizes.DEFAULT,
                Thread.ofPlatform().name("ledger-", 0).daemon().factory(),
                LedgerWatch.NOBODY)) {
      TypicalCalls calls = installation.calls();
      figures.authorizations.add(
          new Loop(callers, number -> call(ledger, calls, number)).run(warmUp, measured));
    }
  }

  private long call(GroupCommitLedger ledger, TypicalCalls calls, SplittableRandom choice) {
    WalletId wallet = wallets.get(choice.nextInt(wallets.size()));
    String key = new UUID(choice.nextLong(), choice.nextLong()).toString();
    var authorize = calls.authorize(wallet, key);
    long begun = System.nanoTime();
    var held = ledger.submit(authorize);
    long took = System.nanoTime() - begun;
    if (!(held instanceof Decision.Decided<?> decided
        && decided.outcome() instanceof AuthorizeOutcome.Held hold)) {
      throw new IllegalStateException("an authorization was answered with " + held);
    }
    var settled = ledger.submit(calls.settle(hold.id(), key));
    if (!(settled instanceof Decision.Decided<?> answered
        && answered.outcome() instanceof SettleOutcome.Settled)) {
      throw new IllegalStateException("a settlement was answered with " + settled);
    }
    return took;
  }

  /** Readers of the first pages of statements, and of balances at an instant. */
  void read(int readers, Duration warmUp, Duration measured) throws InterruptedException {
    WalletRecords records =
        new PostgresWalletRecords(new TenantWork(database.logins().app()), _ -> CLOCK.instant());
    figures.pages.add(new Loop(readers, choice -> page(records, choice)).run(warmUp, measured));
    figures.balances.add(
        new Loop(readers, choice -> balance(records, choice)).run(warmUp, measured));
  }

  private long page(WalletRecords records, SplittableRandom choice) {
    WalletId wallet = wallets.get(choice.nextInt(wallets.size()));
    long begun = System.nanoTime();
    var page = records.entries(installation.tenant(), wallet, PageRequest.first());
    long took = System.nanoTime() - begun;
    if (page.data().isEmpty()) {
      throw new IllegalStateException(wallet + " has no entries");
    }
    return took;
  }

  private long balance(WalletRecords records, SplittableRandom choice) {
    WalletId wallet = wallets.get(choice.nextInt(wallets.size()));
    Instant at = CLOCK.instant();
    long begun = System.nanoTime();
    var entry = records.lastEntry(installation.tenant(), wallet, at);
    long took = System.nanoTime() - begun;
    if (entry.isEmpty()) {
      throw new IllegalStateException(wallet + " has no entries");
    }
    return took;
  }

  /**
   * Judges some of the wallets, from their first entry.
   *
   * @throws IllegalStateException if anything is wrong
   */
  void requireSound() {
    try (ConnectionPool pool = database.logins().ledger(1)) {
      List<LedgerInspection.Changed> some =
          random
              .ints(AUDITED, 0, wallets.size())
              .distinct()
              .mapToObj(wallets::get)
              .map(wallet -> new LedgerInspection.Changed(installation.tenant(), wallet))
              .toList();
      var findings = new PostgresLedgerInspection(pool).inspect(some).findings();
      if (!findings.isEmpty()) {
        throw new IllegalStateException(
            "The data are wrong, so no figure is given: " + findings.getFirst());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a connection could not be closed", e);
    }
  }

  /** What is stored, as its owner sees it. */
  StoredLedger stored() {
    return new StoredLedger(database.logins().owner());
  }

  @Override
  public void close() throws IOException {
    database.close();
  }

  /** Adds up what several rounds measured. */
  static final class GrowthFigures {
    final Histogram authorizations = Loop.histogram();
    final Histogram pages = Loop.histogram();
    final Histogram balances = Loop.histogram();
  }
}
