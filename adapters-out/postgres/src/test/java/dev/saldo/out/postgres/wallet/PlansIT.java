package dev.saldo.out.postgres.wallet;

import static dev.saldo.application.wallet.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.LedgerScript;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No statement of the ledger reads more than the rows it names, on empty and on full tables. */
class PlansIT {
  private static final TestDatabase DATABASE = TestDatabase.get();
  private static final Set<String> STATEMENTS = new LinkedHashSet<>();

  /** Lives a while and keeps every statement that was sent, then adds the forms for many rows. */
  @BeforeAll
  static void recordStatements() {
    DataSource recorded = Pool.of(DATABASE.ledger(), PlansIT::record);
    ManualClock clock = new ManualClock(START);
    PostgresFixture fixture = PostgresFixture.on(clock, recorded);
    live(fixture, clock);
    ManualClock groupClock = new ManualClock(START);
    try (GroupCommitLedger ledger = PostgresFixture.groupCommit(groupClock, recorded)) {
      live(PostgresFixture.of(ledger), groupClock);
    }
    WalletId id = Samples.newWallet();
    fixture.ledger().submit(Samples.open(id, Samples.plan("free", 100)));
    Wallet wallet =
        fixture
            .ledger()
            .look(Samples.TENANT, id, (_, _) -> Reads.NOTHING)
            .snapshot()
            .wallet()
            .orElseThrow();
    record(WalletRow.update(List.of(wallet, wallet)).text());
    Of<CounterDelta> delta =
        Of.wallet(
            wallet,
            START,
            new CounterDelta(Meter.ofCalls("", "f", "p", WindowKind.DAY).from(START), -1, 0));
    record(CounterRow.take(List.of(delta, delta)).text());
    record(PostgresWalletRecords.LAST_ENTRY);
    record(PostgresWalletRecords.ENTRIES);
    record(PostgresWalletRecords.HISTORY_START);
  }

  private static void live(PostgresFixture fixture, ManualClock clock) {
    LedgerScript script = new LedgerScript(5, List.of(Samples.newWallet(), Samples.newWallet()));
    for (int step = 0; step < 400; step++) {
      switch (script.next(clock.instant())) {
        case LedgerScript.Step.Advance(var by) -> clock.advance(by);
        case LedgerScript.Step.Submit(var command) ->
            script.answered(command, fixture.ledger().submit(command));
      }
    }
  }

  private static void record(String sent) {
    for (String statement : sent.split(";\n", -1)) {
      if (!statement.startsWith("set ") && !statement.equals("commit")) {
        STATEMENTS.add(statement);
      }
    }
  }

  @Test
  void sendsAllKindsOfStatements() {
    assertThat(STATEMENTS)
        .anyMatch(statement -> statement.contains("for update"))
        .anyMatch(statement -> statement.contains("h.expires_at <= k.due_by"))
        .anyMatch(statement -> statement.contains("h.number <> all"))
        .anyMatch(statement -> statement.startsWith("update counter"))
        .anyMatch(statement -> statement.contains("into entry"))
        .anyMatch(statement -> statement.contains("into usage_daily"))
        .anyMatch(statement -> statement.contains("into operation"))
        .anyMatch(statement -> statement.contains("from operation o"))
        .anyMatch(statement -> statement.contains("select w.wallet_id, w.last_number"))
        .anyMatch(statement -> statement.startsWith("select 3 as kind"))
        .anyMatch(statement -> statement.contains("with recursive probe"))
        .hasSizeGreaterThan(16);
  }

  @Test
  void searchesByWholeKeysWhenTablesAreEmpty() throws SQLException {
    DATABASE.create("plans_empty");
    DATABASE.migrations("plans_empty").run();
    assertPlans("plans_empty");
  }

  @Test
  void searchesByWholeKeysWhenTablesAreFull() throws SQLException {
    DATABASE.create("plans_full");
    DATABASE.migrations("plans_full").run();
    try (Connection owner = DATABASE.source("plans_full", "saldo_owner", "owner").getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(FILL);
    }
    assertPlans("plans_full");
  }

  /**
   * What a new tenant's first minutes look like: few rows, most of one wallet, not analysed yet.
   */
  @Test
  void searchesByWholeKeysWhileTablesAreSmall() throws SQLException {
    DATABASE.create("plans_small");
    DATABASE.migrations("plans_small").run();
    int filled = 0;
    for (int rows : List.of(1, 10, 60, 400, 3_000)) {
      try (Connection owner =
              DATABASE.source("plans_small", "saldo_owner", "owner").getConnection();
          Statement statement = owner.createStatement()) {
        statement.execute(rows(filled + 1, rows));
      }
      filled = rows;
      assertPlans("plans_small");
    }
  }

  private static void assertPlans(String name) throws SQLException {
    try (Connection ledger = Plan.connection(DATABASE.ledger(name))) {
      ledger.setAutoCommit(false);
      String settings =
          STATEMENTS.stream()
              .filter(statement -> statement.contains("plan_cache_mode"))
              .findFirst()
              .orElseThrow();
      Sql.of(settings, "1").first(ledger, row -> row.getString(1));
      for (String statement : STATEMENTS) {
        Plan plan = Plan.of(ledger, statement);
        assertThat(plan.faults()).as("%s%n%s", statement, plan.root().toPrettyString()).isEmpty();
      }
    }
  }

  private static final String FILL =
      """
      insert into tenant (slug, test) select 't' || n, true from generate_series(1, 20000) n;
      insert into test_clock (tenant_id, at) select tenant_id, now() from tenant;
      insert into catalog_current select tenant_id, 1 from tenant;
      insert into wallet
      select n, 1, 'c' || n, false, false, 'free', 1, 100, 'hard', 'charge', 0, 'UTC', null,
        now(), now() + interval '1 month', '{free}', 100, 100, 100, 0, 0, 0, 0, 0, 0, 0,
        now() + interval '1 day', 1, decode(repeat('00', 32), 'hex'), n, now()
      from generate_series(1, 20000) n;
      insert into credit_grant
      select n, n, 1, 'plan', 100, 50, now(), now(), null, '{}', '{}', null, null, null, false,
        100, 0, 0, 0, 0, 0
      from generate_series(1, 20000) n;
      insert into hold
      select n % 100 + 1, n, 1, now(), now() + n * interval '1 second', 'held', 1, 0,
        '{}', '{}', '{}', '{}', null, null
      from generate_series(1, 200000) n;
      insert into counter
      select n % 100 + 1, 'u' || n, 'f', 'p', 1, now(), 1, 1, 0
      from generate_series(1, 200000) n;
      insert into operation
      select n % 100 + 1, n, now(), 1, 'authorize', 'k' || n, decode(repeat('00', 32), 'hex'),
        null, '{}', null, null
      from generate_series(1, 200000) n;
      insert into entry
      select n % 100 + 1, n, now(), 1, now(), 1, 1, 2, 1, null, null, n, 'a', null, 1, 0, 0, 0,
        decode(repeat('00', 32), 'hex')
      from generate_series(1, 1000000) n;
      analyze tenant, test_clock, catalog_current, wallet, credit_grant, hold, counter, operation, entry;
      """;

  private static String rows(int first, int last) {
    return """
    do $$
    declare
      first integer := %d;
      last integer := %d;
    begin
      insert into wallet
      select n, 1, 'c' || n, false, false, 'free', 1, 100, 'hard', 'charge', 0, 'UTC', null,
        now(), now() + interval '1 month', '{free}', 100, 100, 100, 0, 0, 0, 0, 0, 0, 0,
        now() + interval '1 day', 1, decode(repeat('00', 32), 'hex'), n, now()
      from generate_series(first, last) n;
      insert into credit_grant
      select 1, n, 1, 'plan', 100, 50, now(), now(), null, '{}', '{}', null, null, null, false,
        100, 0, 0, 0, 0, 0
      from generate_series(first, last) n;
      insert into hold
      select 1, n, 1, now(), now() + n * interval '1 second', 'held', 1, 0,
        '{}', '{}', '{}', '{}', null, null
      from generate_series(first, last) n;
      insert into counter
      select 1, 'u', 'f', 'p', 1, now() + n * interval '1 day', 1, 1, 0
      from generate_series(first, last) n;
      insert into operation
      select 1, n, now(), 1, 'authorize', 'key-of-a-call-' || n,
        decode(repeat('00', 32), 'hex'), null, '{}', null, null
      from generate_series(first, last) n;
      insert into entry
      select 1, n, now(), 1, now(), 1, 1, 2, 1, null, null, n, 'a', null, 1, 0, 0, 0,
        decode(repeat('00', 32), 'hex')
      from generate_series(first, last) n;
    end
    $$
    """
        .formatted(first, last);
  }

  /** The check sees a search by a part of the key. */
  @Test
  void seesAStatementThatReadsTooMuch() throws SQLException {
    try (Connection ledger = Plan.connection(DATABASE.ledger());
        Statement settings = ledger.createStatement()) {
      settings.execute("set enable_seqscan = off; set enable_bitmapscan = off");
      assertThat(
              Plan.of(ledger, "select used from counter where wallet_id = ? and feature = ?")
                  .faults())
          .hasSize(4)
          .allMatch(fault -> fault.startsWith("counter_pkey is not searched by"));
      settings.execute("set enable_seqscan = on; set enable_indexscan = off");
      assertThat(Plan.of(ledger, "select plan from wallet where wallet_id > ?").faults())
          .containsExactly("Seq Scan on wallet");
    }
  }
}
