package dev.saldo.out.postgres.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.Concurrently;
import dev.saldo.application.wallet.AuditFinding;
import dev.saldo.application.wallet.LedgerInspection;
import dev.saldo.application.wallet.LedgerScript;
import dev.saldo.application.wallet.Samples;
import dev.saldo.application.wallet.WalletRecords;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.Retention;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.wallet.LedgerAudit.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Months go while callers go on, and what is left can still be judged and asked. */
final class RetentionIT {
  private static final TestDatabase SERVER = TestDatabase.get();
  private static final String WHOLE = "retained_whole";
  private static final String DROPPED = "retained_dropped";
  private static final String NAME = "retained";
  private static final int KEPT = 2;
  private static final int MANY = 1_000;

  private static LongLife life;

  @BeforeAll
  static void liveForMonths() throws SQLException {
    life = LongLife.in(WHOLE);
    quiet(WHOLE);
    copy(WHOLE, DROPPED);
    dropAll(DROPPED);
    quiet(DROPPED);
  }

  @BeforeEach
  void copyWhole() throws SQLException {
    copy(WHOLE, NAME);
  }

  @AfterEach
  void removeCopy() throws SQLException {
    LedgerAuditIT.execute(SERVER.superuser(), "drop database " + NAME + " with (force)");
  }

  @Test
  void dropsWholeMonthsThatAreOlderThanThePolicyAndNoOther() throws SQLException {
    assertThat(audit(NAME)).isEmpty();
    int due = LongLife.MONTHS - KEPT;
    for (YearMonth month : LongLife.months().subList(0, due)) {
      assertThat(retention(NAME).dropOldest(KEPT))
          .isInstanceOfSatisfying(
              Retention.Result.Dropped.class,
              dropped -> {
                assertThat(dropped.month()).isEqualTo(month);
                assertThat(dropped.wallets()).isPositive();
              });
      assertThat(audit(NAME)).as("after %s", month).isEmpty();
    }
    assertThat(retention(NAME).dropOldest(KEPT)).isEqualTo(new Retention.Result.NothingDue());
    assertThat(tables(NAME, "entry"))
        .startsWith(named("entry", LongLife.months().get(due)))
        .containsAll(
            LongLife.months().subList(due, LongLife.months().size()).stream()
                .map(month -> named("entry", month))
                .toList());
    assertThat(tables(NAME, "operation")).hasSameSizeAs(tables(NAME, "entry"));
  }

  @Test
  void dropsWhileCallersGoOnAndEveryoneAudits() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Integer> answered = new ArrayList<>();
    try (GroupCommitLedger ledger = ledger(NAME);
        ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> calls =
          LongStream.rangeClosed(1, 4)
              .mapToObj(caller -> callers.submit(() -> live(ledger, caller, done)))
              .toList();
      List<Integer> dropped = Concurrently.inParallel(2, () -> dropAll(NAME));
      assertThat(audit(NAME)).isEmpty();
      done.set(true);
      for (Future<Integer> call : calls) {
        answered.add(call.get());
      }
      assertThat(dropped.stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(LongLife.MONTHS - KEPT);
    }
    assertThat(answered).allMatch(calls -> calls > 0);
    assertThat(audit(NAME)).isEmpty();
    assertThat(inspected(NAME, Judged.HISTORY_MAX)).isEmpty();
    assertThat(inspected(NAME, 1)).isEmpty();
  }

  private static int live(GroupCommitLedger ledger, long caller, AtomicBoolean done) {
    List<WalletId> wallets = List.of(new WalletId(100 + caller), Samples.newWallet());
    LedgerScript script = new LedgerScript(caller, wallets);
    int answered = 0;
    while (!done.get()) {
      if (script.next(life.clock().instant()) instanceof LedgerScript.Step.Submit(var command)) {
        script.answered(command, ledger.submit(command));
        answered++;
      }
    }
    return answered;
  }

  static Stream<LedgerAuditIT.Fault> faults() {
    String first =
        "(wallet_id, sequence) = (select wallet_id, min(sequence) from entry"
            + " where wallet_id = 1 group by wallet_id)";
    return Stream.of(
        fault("hashes_chain", LedgerAuditIT.one("entry", first, "actor = 'somebody'")),
        fault("sequence_has_no_gap", "delete from entry where " + first),
        fault("balances_chain", LedgerAuditIT.one("entry", first, "held_after = held_after + 1")),
        fault("hashes_chain", "update entry_checkpoint set hash = sha256('') where wallet_id = 1"),
        fault(
            "balances_chain",
            "update entry_checkpoint set available = available + 1 where wallet_id = 1"),
        fault(
            "sequence_has_no_gap",
            "update entry_checkpoint set sequence = sequence - 1 where wallet_id = 1"),
        fault(
            "sequence_has_no_gap",
            "insert into entry select wallet_id, 1, recorded_at, tenant_id, at, kind,"
                + " from_account, to_account, amount, grant_number, hold_number, command, actor,"
                + " reason, available_after, held_after, frozen_after, debt_after, hash from entry"
                + " where "
                + first),
        fault(
            "wallet_is_its_entries",
            LedgerAuditIT.one("entry_total", "wallet_id = 1", "amount = amount + 1")),
        fault(
            "grant_is_its_entries",
            LedgerAuditIT.one(
                "entry_total", "wallet_id = 1 and grant_number > 0", "amount = amount + 1")),
        fault("wallet_is_its_entries", "delete from entry_total where wallet_id = 1"),
        fault(
            "rows_are_of_one_tenant",
            "update entry_checkpoint set tenant_id = 2 where wallet_id = 1"),
        fault(
            "grant_is_its_entries",
            LedgerAuditIT.one(
                "credit_grant", "spent > 0", "spent = spent - 1, voided = voided + 1")));
  }

  private static LedgerAuditIT.Fault fault(String check, String change) {
    return new LedgerAuditIT.Fault(check, change);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void findsWhatIsChangedAfterwards(LedgerAuditIT.Fault fault) throws SQLException {
    removeCopy();
    copy(DROPPED, NAME);
    LedgerAuditIT.execute(
        SERVER.source(NAME, "postgres", "postgres"),
        LedgerAuditIT.WITHOUT_CONSTRAINTS,
        fault.change());

    assertThat(audit(NAME)).extracting(Finding::check).contains(fault.check());
  }

  /**
   * The look of every minute follows the entries from the checkpoint, whose sums it starts with.
   */
  @Test
  void findsAChangedSumOfACheckpointWithinTheMinute() throws SQLException {
    removeCopy();
    copy(DROPPED, NAME);
    LedgerAuditIT.execute(
        SERVER.source(NAME, "postgres", "postgres"),
        "update entry_checkpoint set spent = spent + 1 where wallet_id = 1");

    assertThat(inspected(NAME, Judged.HISTORY_MAX))
        .extracting(AuditFinding::check)
        .contains(EntryCheck.SUMS);
  }

  @Test
  void keepsAMonthWhoseEntriesDoNotAddUp() throws SQLException {
    LedgerAuditIT.execute(
        SERVER.source(NAME, "postgres", "postgres"),
        "delete from entry where wallet_id = 1 and sequence = 2");
    List<String> before = tables(NAME, "entry");

    assertThatThrownBy(() -> retention(NAME).dropOldest(KEPT))
        .isInstanceOf(IllegalStateException.class)
        .cause()
        .hasMessageContaining("the entries of wallet 1 up to the month");
    assertThat(tables(NAME, "entry")).isEqualTo(before);
    assertThat(count("entry_checkpoint")).isZero();
  }

  @Test
  void dropsNothingWhileAFindingStands() throws SQLException {
    LedgerAuditIT.execute(
        SERVER.source(NAME, "postgres", "postgres"),
        "insert into audit_finding (wallet_id, check_name, tenant_id, invariant, detail)"
            + " values (3, 'hashes_chain', 1, 'I15', 'entry 5 differs')");

    assertThat(retention(NAME).dropOldest(KEPT)).isEqualTo(new Retention.Result.FindingsStand(1));
  }

  /** Whoever reads for long, such as a full audit, is not waited for, nor are callers behind it. */
  @Test
  void waitsForNobody() throws SQLException {
    try (Connection reader = SERVER.ledger(NAME).getConnection()) {
      reader.setAutoCommit(false);
      Sql.of(LedgerAudit.KEEP_MONTHS).update(reader);

      assertThat(retention(NAME).dropOldest(KEPT)).isEqualTo(new Retention.Result.Busy());
      reader.rollback();
    }
    assertThat(retention(NAME).dropOldest(KEPT)).isInstanceOf(Retention.Result.Dropped.class);
  }

  @Test
  void keepsTwoMonthsAtLeastWhoeverAsks() throws SQLException {
    assertThatThrownBy(() -> retention(NAME).dropOldest(1))
        .isInstanceOf(IllegalArgumentException.class);
    String current = LongLife.months().getLast().atDay(1).toString();
    String oldest = LongLife.months().getFirst().atDay(1).toString();
    try (Connection ledger = SERVER.ledger(NAME).getConnection()) {
      for (String step : List.of("seal_month", "checkpoint_month", "drop_month")) {
        assertThatThrownBy(() -> ask(ledger, step, oldest, 1)).hasMessageContaining("two months");
        assertThatThrownBy(() -> ask(ledger, step, oldest, 100))
            .hasMessageContaining("is not due to be dropped");
        assertThatThrownBy(() -> ask(ledger, step, current, KEPT))
            .hasMessageContaining("is not due to be dropped");
      }
      assertThatThrownBy(() -> ask(ledger, "checkpoint_month", oldest, KEPT))
          .hasMessageContaining("is not sealed");
      assertThatThrownBy(() -> ask(ledger, "drop_month", oldest, KEPT))
          .hasMessageContaining("has no checkpoints");
    }
  }

  @Test
  void letsNothingBeAddedToASealedMonth() throws SQLException {
    String oldest = LongLife.months().getFirst().atDay(1).toString();
    try (Connection ledger = SERVER.ledger(NAME).getConnection()) {
      ask(ledger, "seal_month", oldest, KEPT);
    }
    assertThatThrownBy(
            () ->
                LedgerAuditIT.execute(
                    SERVER.source(NAME, "postgres", "postgres"),
                    "insert into operation (wallet_id, number, recorded_at, tenant_id)"
                        + " values (1, 1, '"
                        + oldest
                        + "T12:00:00Z', 1)"))
        .hasMessageContaining("sealed");
  }

  @Test
  void knowsBalancesBackToTheCheckpoint() throws SQLException {
    WalletRecords whole = records(WHOLE);
    WalletRecords kept = records(DROPPED);
    int compared = 0;
    for (WalletId wallet : LongLife.WALLETS) {
      WalletRecords.HistoryStart start = kept.historyStart(Samples.TENANT, wallet).orElseThrow();
      assertThat(whole.historyStart(Samples.TENANT, wallet)).isEmpty();
      for (Entry entry : entries(wallet)) {
        Optional<Entry> known = kept.lastEntry(Samples.TENANT, wallet, entry.at());
        if (entry.at().isAfter(start.at())) {
          Entry last = whole.lastEntry(Samples.TENANT, wallet, entry.at()).orElseThrow();
          assertThat(known.map(Entry::after).orElse(start.balances())).isEqualTo(last.after());
          compared++;
        } else {
          assertThat(known.filter(each -> each.at().isAfter(entry.at()))).isEmpty();
        }
      }
      assertThat(whole.lastEntry(Samples.TENANT, wallet, start.at()).map(Entry::after))
          .contains(start.balances());
    }
    assertThat(compared).isPositive();
  }

  private static List<Entry> entries(WalletId wallet) throws SQLException {
    try (Connection owner = SERVER.source(WHOLE, "saldo_owner", "owner").getConnection()) {
      return Sql.of(
              "select %s from entry e where wallet_id = ? and sequence %% 20 = 1"
                  .formatted(EntryRow.ALL),
              wallet.value())
          .list(owner, EntryRow::entry);
    }
  }

  private static WalletRecords records(String database) {
    return new PostgresWalletRecords(new TenantWork(SERVER.app(database)), _ -> Samples.START);
  }

  private static void ask(Connection ledger, String step, String month, int months)
      throws SQLException {
    Sql.of("select " + step + "(?::date, ?)", month, months).first(ledger, _ -> true);
  }

  private static int dropAll(String database) {
    int dropped = 0;
    for (; ; ) {
      switch (retention(database).dropOldest(KEPT)) {
        case Retention.Result.Dropped _ -> dropped++;
        case Retention.Result.Busy() -> Thread.onSpinWait();
        case Retention.Result.NothingDue() -> {
          return dropped;
        }
        case Retention.Result.FindingsStand(long findings) ->
            throw new AssertionError(findings + " findings");
      }
    }
  }

  private static Retention retention(String database) {
    return new Retention(SERVER.ledger(database));
  }

  private static GroupCommitLedger ledger(String database) {
    return new GroupCommitLedger(
        Pool.of(SERVER.ledger(database)),
        life.clock(),
        () -> false,
        time -> time,
        GroupCommitLedger.Sizes.DEFAULT,
        Thread.ofPlatform().daemon().factory(),
        LedgerWatch.NOBODY);
  }

  private static List<Finding> audit(String database) {
    return new LedgerAudit(SERVER.source(database, "saldo_owner", "owner")).findings(MANY);
  }

  private static List<AuditFinding> inspected(String database, int historyMax) {
    LedgerInspection inspection = new PostgresLedgerInspection(SERVER.ledger(database), historyMax);
    return inspection.inspect(inspection.changed(MANY)).findings();
  }

  private static String named(String table, YearMonth month) {
    return table + month.format(DateTimeFormatter.ofPattern("_yyyy_MM"));
  }

  private static List<String> tables(String database, String parent) throws SQLException {
    try (Connection owner = SERVER.source(database, "saldo_owner", "owner").getConnection()) {
      return Sql.of(
              "select inhrelid::regclass::text as name from pg_inherits"
                  + " where inhparent = to_regclass(?) order by name",
              parent)
          .list(owner, row -> row.getString("name"));
    }
  }

  private static long count(String table) throws SQLException {
    try (Connection owner = SERVER.source(NAME, "saldo_owner", "owner").getConnection()) {
      return Sql.of("select count(*) as n from " + table)
          .first(owner, row -> row.getLong("n"))
          .orElseThrow();
    }
  }

  private static void copy(String from, String to) throws SQLException {
    LedgerAuditIT.execute(SERVER.superuser(), "create database " + to + " template " + from);
  }

  private static void quiet(String database) throws SQLException {
    LedgerAuditIT.execute(
        SERVER.superuser(),
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '"
            + database
            + "'");
  }
}
