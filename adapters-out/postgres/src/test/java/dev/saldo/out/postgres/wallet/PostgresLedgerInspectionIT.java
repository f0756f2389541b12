package dev.saldo.out.postgres.wallet;

import static dev.saldo.application.wallet.AuditRun.Kind.FULL;
import static dev.saldo.application.wallet.AuditRun.Kind.INCREMENTAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.Concurrently;
import dev.saldo.application.wallet.AuditChangedWallets;
import dev.saldo.application.wallet.AuditFinding;
import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.application.wallet.AuditTenant;
import dev.saldo.application.wallet.Inspection;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The self-audit finds what is broken in wallets that changed, and says nothing of sound ones. */
final class PostgresLedgerInspectionIT {
  private static final TestDatabase SERVER = TestDatabase.get();
  private static final String SOUND = "self_audited";
  private static final String DATABASE = "self_audited_now";
  private static final TenantId TENANT = new TenantId(1);
  private static final TenantId OTHER = new TenantId(2);
  private static final int MANY = 1_000;

  /** Every wallet's history is longer than this. */
  private static final int ALWAYS_LONG = 0;

  private DataSource ledger;
  private PostgresAuditRuns runs;

  @BeforeAll
  static void liveARandomLife() throws SQLException {
    LedgerAuditIT.liveARandomLife(SOUND);
  }

  @BeforeEach
  void copy() throws SQLException {
    LedgerAuditIT.execute(SERVER.superuser(), "create database " + DATABASE + " template " + SOUND);
    breakBy(LedgerAuditIT.WITHOUT_CONSTRAINTS);
    ledger = Pool.of(SERVER.ledger(DATABASE));
    runs = new PostgresAuditRuns(new TenantWork(Pool.of(SERVER.app(DATABASE))), ledger);
  }

  @AfterEach
  void drop() throws SQLException {
    LedgerAuditIT.execute(SERVER.superuser(), "drop database " + DATABASE + " with (force)");
  }

  @Test
  void findsNothingInASoundLedgerAndLooksAtNoWalletTwice() {
    AuditChangedWallets audit = audit(Judged.HISTORY_MAX);

    Inspection first = audit.audit(_ -> {}).orElseThrow().inspection();
    Inspection second = audit.audit(_ -> {}).orElseThrow().inspection();

    assertThat(first.findings()).isEmpty();
    assertThat(first.tallies().get(TENANT).wallets()).isEqualTo(4);
    assertThat(first.tallies().get(TENANT).entries()).isGreaterThan(100);
    assertThat(second).isEqualTo(Inspection.NOTHING);
    assertThat(runs.status().findings()).isZero();
    assertThat(runs.status().upToDateAt()).isPresent();
    assertThat(runs.report(TENANT, MANY).runs())
        .hasSize(1)
        .allSatisfy(run -> assertThat(run.kind()).isEqualTo(INCREMENTAL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wallet_is_its_entries  | update wallet set available = available + 1, spent = spent - 1 where wallet_id = 2
          wallet_held_is_pinned  | update wallet set held = held + 1, issued = issued + 1 where wallet_id = 2
          wallet_sums_to_zero    | update wallet set frozen = frozen + 1 where wallet_id = 2
          wallet_ends_its_chain  | update wallet set last_hash = sha256('') where wallet_id = 2
          wallet_ends_its_chain  | update wallet set debt = -1 where wallet_id = 2
          counters_are_calls     | update counter set used = used + 1 where wallet_id = 2 and window_kind = 1 and user_key !~ '^[*#]' and feature <> '' and provider <> '' and provider !~ '/'
          sequence_has_no_gap    | delete from entry where wallet_id = 2 and sequence = 7
          balances_chain         | update entry set held_after = held_after + 1 where wallet_id = 2 and sequence = 7
          hashes_chain           | update entry set reason = 'because' where wallet_id = 2 and sequence = 7
          hashes_chain           | update entry set kind = 99 where wallet_id = 2 and sequence = 7
          sequence_has_no_gap    | update entry set tenant_id = 2 where wallet_id = 2 and sequence = 7
          hold_is_its_entries    | update hold set state = 'held' where wallet_id = 2 and state = 'settled' and line_grants <> '{}'
          hold_ends_once         | update hold set state = 'released' where wallet_id = 2 and state = 'settled'
          grant_is_its_entries   | update credit_grant set spent = spent - 1, voided = voided + 1 where wallet_id = 2 and spent > 0
          hashes_chain           | update entry set hash = '\\x00' where wallet_id = 2 and sequence = 7
          days_are_their_usage   | update usage_daily set calls = calls + 1 where wallet_id = 2
          days_are_their_usage   | update usage_daily set output_tokens = output_tokens + 1 where wallet_id = 2
          units_are_their_usage  | update usage_unit_daily set quantity = quantity + 1 where wallet_id = 2
          rows_are_of_one_tenant | update operation set tenant_id = 2 where number = (select max(number) from operation where wallet_id = 2 and key is not null and usage is null) and wallet_id = 2
          rows_are_of_one_tenant | update usage_daily set tenant_id = 2 where wallet_id = 2
          cannot_be_read         | update hold set detail = 'no document' where wallet_id = 2
          cannot_be_read         | update hold set detail = jsonb_set(detail::jsonb, '{terms,zone}', '"Mars/Olympus"')::text where wallet_id = 2
          cannot_be_read         | update operation set usage = '{' where wallet_id = 2 and usage is not null
          key_has_one_effect     | insert into operation select wallet_id, -1, recorded_at + interval '9 days', tenant_id, operation, key, content, hold_number, answer from operation where key is not null and wallet_id = 2 limit 1
          """)
  void findsWhatIsBrokenInAWalletThatChanged(String check, String broken) throws SQLException {
    AuditChangedWallets audit = audit(MANY * MANY);
    audit.audit(_ -> {});
    breakBy(broken, touch(2), touch(3), touch(OTHER));

    Inspection shown = audit.audit(_ -> {}).orElseThrow().inspection();

    assertThat(shown.findings()).extracting(AuditFinding::check).contains(check);
    assertThat(shown.findings())
        .allSatisfy(found -> assertThat(found.wallet().value()).isEqualTo(2));
    assertThat(shown.fresh()).isEqualTo(shown.findings());
    assertThat(runs.report(TENANT, MANY).findings()).isEqualTo(shown.findings().size());
    assertThat(runs.report(TENANT, MANY).standing())
        .extracting(standing -> standing.finding().check())
        .contains(check);
    assertThat(runs.report(OTHER, MANY).standing()).isEmpty();
  }

  @Test
  void saysThatAFindingIsNewOnceAndClearsItWhenItIsGone() throws SQLException {
    AuditChangedWallets audit = audit(MANY * MANY);
    breakBy("update usage_daily set calls = calls + 1 where wallet_id = 2");
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection().fresh()).hasSize(1);

    breakBy(touch(2));
    Inspection again = audit.audit(_ -> {}).orElseThrow().inspection();
    assertThat(again.findings()).hasSize(1);
    assertThat(again.fresh()).isEmpty();
    assertThat(runs.status().findings()).isEqualTo(1);

    breakBy("update usage_daily set calls = calls - 1 where wallet_id = 2", touch(2));
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection().findings()).isEmpty();
    assertThat(runs.status().findings()).isZero();
    assertThat(runs.report(TENANT, MANY).standing()).isEmpty();

    breakBy("update usage_daily set calls = calls + 1 where wallet_id = 2", touch(2));
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection().fresh()).hasSize(1);
  }

  /** A row that says it is of another tenant gives both of them findings of one wallet. */
  @Test
  void keepsFindingsOfAWalletByTenant() throws SQLException {
    AuditChangedWallets audit = audit(MANY * MANY);
    breakBy("update entry set tenant_id = 2 where wallet_id = 2 and sequence = 7");
    List<AuditFinding> ofItsTenant = audit.audit(_ -> {}).orElseThrow().inspection().findings();

    Inspection other = full(OTHER);

    assertThat(ofItsTenant).extracting(AuditFinding::check).contains("wallet_is_its_entries");
    assertThat(other.findings()).extracting(AuditFinding::check).contains("wallet_is_its_entries");
    assertThat(other.findings())
        .isEqualTo(other.fresh())
        .allSatisfy(found -> assertThat(found.tenant()).isEqualTo(OTHER));
    breakBy(touch(2));
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection().fresh()).isEmpty();
    assertThat(runs.report(TENANT, MANY).findings()).isEqualTo(ofItsTenant.size());
    assertThat(runs.report(OTHER, MANY).findings()).isEqualTo(other.findings().size());

    breakBy("update entry set tenant_id = 1 where wallet_id = 2 and sequence = 7", touch(2));
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection().findings()).isEmpty();
    assertThat(runs.report(TENANT, MANY).findings()).isZero();
    assertThat(runs.report(OTHER, MANY).findings()).isEqualTo(other.findings().size());
    assertThat(full(OTHER).findings()).isEmpty();
    assertThat(runs.report(OTHER, MANY).findings()).isZero();
  }

  @Test
  void judgesAWalletThatSaysItIsOfAnotherTenantThanBefore() throws SQLException {
    AuditChangedWallets audit = audit(MANY * MANY);
    audit.audit(_ -> {});
    breakBy("update wallet set tenant_id = 2 where wallet_id = 2", touch(3));

    Inspection shown = audit.audit(_ -> {}).orElseThrow().inspection();

    assertThat(shown.tallies()).containsOnlyKeys(TENANT, OTHER);
    assertThat(shown.findings()).extracting(AuditFinding::check).contains("rows_are_of_one_tenant");
    assertThat(shown.findings())
        .allSatisfy(found -> assertThat(found.wallet().value()).isEqualTo(2));
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection()).isEqualTo(Inspection.NOTHING);
  }

  /** What cannot be read is told as such; all else of its wallet is judged, too. */
  @Test
  void judgesTheRestOfAWalletThatCannotBeReadAndDoesNotComeBackToIt() throws SQLException {
    AuditChangedWallets audit = audit(MANY * MANY);
    breakBy(
        "update hold set detail = 'no document' where wallet_id in (2, 3)",
        "update usage_daily set calls = calls + 1 where wallet_id = 3");

    Inspection shown = audit.audit(_ -> {}).orElseThrow().inspection();

    assertThat(shown.total().wallets()).isEqualTo(4);
    assertThat(shown.findings())
        .extracting(found -> found.wallet().value() + " " + found.check())
        .containsExactlyInAnyOrder(
            "2 cannot_be_read", "3 cannot_be_read", "3 days_are_their_usage");
    assertThat(shown.findings().getFirst().detail())
        .startsWith("run_has_its_children: ")
        .doesNotContain("no document");
    assertThat(runs.status().upToDateAt()).isPresent();
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection()).isEqualTo(Inspection.NOTHING);
  }

  @Test
  void judgesTheRestOfATenantWithAWalletThatCannotBeRead() throws SQLException {
    breakBy(
        "update hold set detail = 'no document' where wallet_id = 2",
        "update entry set hash = '\\x00' where wallet_id = 3 and sequence = 7",
        "update counter set used = used + 1 where wallet_id = 4");

    Inspection shown = full(TENANT);

    assertThat(shown.total().wallets()).isEqualTo(4);
    assertThat(shown.findings())
        .extracting(found -> found.wallet().value() + " " + found.check())
        .contains("2 cannot_be_read", "3 hashes_chain", "4 counters_are_calls");
    assertThat(runs.report(TENANT, MANY).findings()).isEqualTo(shown.findings().size());
  }

  /** A long history is followed from where it was sound; a full run begins at the beginning. */
  @Test
  void leavesWhatLiesBehindALongHistorysCheckpointToTheFullRun() throws SQLException {
    AuditChangedWallets audit = audit(ALWAYS_LONG);
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection().findings()).isEmpty();
    breakBy("update entry set actor = 'x' where wallet_id = 2 and sequence = 7", touch(2));

    Inspection incremental = audit.audit(_ -> {}).orElseThrow().inspection();
    assertThat(incremental.findings()).isEmpty();
    assertThat(incremental.tallies().get(TENANT)).isEqualTo(new Inspection.Tally(1, 0));

    Inspection full = full(TENANT);
    assertThat(full.findings())
        .singleElement()
        .satisfies(found -> assertThat(found.check()).isEqualTo("hashes_chain"));
    assertThat(full.fresh()).isEqualTo(full.findings());
    breakBy(touch(2));
    audit.audit(_ -> {});
    assertThat(runs.report(TENANT, MANY).findings()).as("only a full run clears it").isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wallet_is_its_entries | update wallet set available = available + 1, spent = spent - 1 where wallet_id = 2
          wallet_held_is_pinned | update wallet set held = held + 1, issued = issued + 1 where wallet_id = 2
          hashes_chain          | update entry set actor = 'x' where wallet_id = 2 and sequence = (select max(sequence) from entry where wallet_id = 2)
          balances_chain        | update entry set amount = amount + 1 where wallet_id = 2 and sequence = (select max(sequence) - 1 from entry where wallet_id = 2)
          sequence_has_no_gap   | delete from entry where wallet_id = 2 and sequence = (select max(sequence) - 1 from entry where wallet_id = 2)
          wallet_ends_its_chain | delete from entry where wallet_id = 2 and sequence = (select max(sequence) from entry where wallet_id = 2)
          postings_sum_to_zero  | update entry set to_account = 7 where wallet_id = 2 and sequence = (select max(sequence) from entry where wallet_id = 2)
          """)
  void findsWhatIsBrokenBehindTheCheckpointOfALongHistory(String check, String broken)
      throws SQLException {
    AuditChangedWallets audit = audit(ALWAYS_LONG);
    audit.audit(_ -> {});
    asIfJudgedBefore(2, 5);
    breakBy(broken, touch(2));

    Inspection shown = audit.audit(_ -> {}).orElseThrow().inspection();

    assertThat(shown.findings()).extracting(AuditFinding::check).contains(check);
    assertThat(shown.tallies().get(TENANT).entries()).isBetween(4L, 5L);
  }

  @Test
  void looksAtEachWalletOnceHoweverManyInstancesDoIt() throws Exception {
    List<Optional<AuditChangedWallets.Round>> rounds =
        Concurrently.inParallel(4, () -> audit(Judged.HISTORY_MAX).audit(_ -> {}));

    assertThat(
            rounds.stream()
                .flatMap(Optional::stream)
                .mapToLong(round -> round.inspection().total().wallets())
                .sum())
        .isEqualTo(4);
  }

  @Test
  void letsOneInstanceAtATimeAudit() {
    AuditRuns elsewhere =
        new PostgresAuditRuns(new TenantWork(SERVER.app(DATABASE)), SERVER.ledger(DATABASE));

    Optional<Optional<String>> both =
        runs.alone(INCREMENTAL, () -> elsewhere.alone(INCREMENTAL, () -> "twice"));

    assertThat(both).contains(Optional.empty());
    assertThat(runs.alone(FULL, () -> elsewhere.alone(INCREMENTAL, () -> "beside")))
        .contains(Optional.of("beside"));
    assertThat(elsewhere.alone(INCREMENTAL, () -> "after")).contains("after");
  }

  @Test
  void judgesAWalletThatIsWrittenWhileItIsJudgedOnceMore() throws SQLException {
    AuditChangedWallets audit = audit(Judged.HISTORY_MAX);
    audit.audit(_ -> {});
    try (Connection slow = SERVER.source(DATABASE, "postgres", "postgres").getConnection()) {
      slow.setAutoCommit(false);
      Sql.of(touch(2)).update(slow);
      assertThat(audit.audit(_ -> {}).orElseThrow().inspection().total().wallets()).isZero();
      slow.commit();
    }
    assertThat(audit.audit(_ -> {}).orElseThrow().inspection().total().wallets()).isEqualTo(1);
  }

  @Test
  void knowsEveryTableWithRowsOfWallets() throws SQLException {
    try (Connection owner = SERVER.source(DATABASE, "postgres", "postgres").getConnection()) {
      Set<String> tables =
          Set.copyOf(
              Sql.of(
                      "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                          + " where c.relnamespace = 'public'::regnamespace"
                          + " and c.relkind in ('r', 'p', 'v') and not c.relispartition"
                          + " and a.attname = 'wallet_id' and c.relname !~ '^(audit_|customer)'")
                  .list(owner, row -> row.getString(1)));
      assertThat(Excerpt.TABLES).containsExactlyInAnyOrderElementsOf(tables);
    }
    assertThat(LedgerChecks.ALL)
        .extracting(LedgerChecks.Check::name)
        .containsAll(PostgresLedgerInspection.OF_LONG_HISTORIES)
        .contains(EntryCheck.SEQUENCE, EntryCheck.BALANCES, EntryCheck.END, EntryCheck.SUMS)
        .contains(EntryCheck.TENANT);
  }

  private AuditChangedWallets audit(int historyMax) {
    return new AuditChangedWallets(
        new PostgresLedgerInspection(ledger, historyMax),
        runs,
        Clock.systemUTC(),
        AuditChangedWallets.Sizes.DEFAULT);
  }

  private Inspection full(TenantId tenant) {
    return new AuditTenant(new PostgresLedgerInspection(ledger), runs, Clock.systemUTC())
        .audit(tenant)
        .orElseThrow();
  }

  /** Moves a wallet's checkpoint back by so many entries. */
  private static void asIfJudgedBefore(long wallet, int entries) throws SQLException {
    try (Connection owner = SERVER.source(DATABASE, "postgres", "postgres").getConnection()) {
      owner.setAutoCommit(false);
      Judged judged = Judged.look(owner, new long[] {wallet}, MANY * MANY).getFirst();
      long last = judged.said().orElseThrow().sequence();
      Sql.of("delete from entry where wallet_id = ? and sequence > ?", wallet, last - entries)
          .update(owner);
      EntryCheck.Followed before = EntryCheck.follow(owner, judged);
      owner.rollback();
      Checkpoint.store(
              List.of(
                  new Checkpoint(judged.wallet(), judged.tenant(), judged.seen(), before.end())))
          .update(owner);
      owner.commit();
    }
  }

  private static void breakBy(String... statements) throws SQLException {
    LedgerAuditIT.execute(SERVER.source(DATABASE, "postgres", "postgres"), statements);
  }

  /** Writes a wallet's row as it is, as a command that changes nothing else would. */
  private static String touch(long wallet) {
    return "update wallet set next_due = next_due where wallet_id = " + wallet;
  }

  private static String touch(TenantId tenant) {
    return "update wallet set next_due = next_due where tenant_id = " + tenant.value();
  }
}
