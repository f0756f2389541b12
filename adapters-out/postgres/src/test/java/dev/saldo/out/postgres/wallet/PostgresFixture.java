package dev.saldo.out.postgres.wallet;

import dev.saldo.application.audit.Untold;
import dev.saldo.application.wallet.Ledger;
import dev.saldo.application.wallet.LedgerFixture;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.UsageRecord;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.identity.PostgresTestClocks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A ledger in PostgreSQL, laid open as the owner sees it. */
public final class PostgresFixture implements LedgerFixture {
  private static final TestDatabase DATABASE = TestDatabase.get();
  private static final DataSource POOL = Pool.of(DATABASE.ledger());

  private static final PostgresTestClocks CLOCKS =
      new PostgresTestClocks(new TenantWork(DATABASE.app()));

  private final Ledger ledger;

  private PostgresFixture(Ledger ledger) {
    this.ledger = ledger;
  }

  /** One on the pool that all of them share. */
  public static PostgresFixture on(ManualClock clock) {
    return on(clock, POOL);
  }

  /** One that takes its connections from here. */
  public static PostgresFixture on(ManualClock clock, DataSource source) {
    return of(new PostgresLedger(source, clock, () -> false, _ -> Samples.START));
  }

  /** A ledger that decides many commands in one transaction; whoever makes it closes it. */
  static GroupCommitLedger groupCommit(ManualClock clock) {
    return groupCommit(clock, POOL);
  }

  /** A ledger that decides many commands in one transaction, on these connections. */
  static GroupCommitLedger groupCommit(ManualClock clock, DataSource source) {
    return new GroupCommitLedger(
        source,
        clock,
        () -> false,
        _ -> Samples.START,
        GroupCommitLedger.Sizes.DEFAULT,
        Thread.ofPlatform().daemon().factory(),
        LedgerWatch.NOBODY);
  }

  /** This ledger. */
  static PostgresFixture of(Ledger ledger) {
    PostgresFixture fixture = new PostgresFixture(ledger);
    DATABASE.asOwner(
        owner ->
            Sql.of("select create_month(?::date)", Samples.START.toString())
                .first(owner, row -> row.getString(1)));
    fixture.catalogVersion(TestDatabase.TENANT, 1);
    fixture.catalogVersion(TestDatabase.OTHER_TENANT, 1);
    return fixture;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void catalogVersion(TenantId tenant, int version) {
    DATABASE.asOwner(
        owner ->
            Sql.of(
                    "insert into catalog_current values (?, ?)"
                        + " on conflict (tenant_id) do update set version = excluded.version",
                    tenant.value(),
                    version)
                .update(owner));
  }

  @Override
  public TenantId newTestTenant() {
    return DATABASE.newTenant(true, true).id();
  }

  @Override
  public void testClock(TenantId tenant, Instant at) {
    CLOCKS.move(tenant, CLOCKS.find(tenant), at, Optional.empty(), Untold.note());
  }

  @Override
  public List<Entry> entries(WalletId wallet) {
    return list(
        "select %s from entry e where wallet_id = ? order by sequence".formatted(EntryRow.ALL),
        wallet,
        EntryRow::entry);
  }

  @Override
  public List<Grant> grants(WalletId wallet) {
    return list(
        "select %s from credit_grant g where wallet_id = ? order by number".formatted(GrantRow.ALL),
        wallet,
        GrantRow::grant);
  }

  @Override
  public List<Hold> holds(WalletId wallet) {
    return list(
        "select %s from hold h where wallet_id = ? order by number".formatted(HoldRow.ALL),
        wallet,
        HoldRow::hold);
  }

  @Override
  public Map<CounterKey, Counter> counters(WalletId wallet) {
    return list(
            "select * from counter where wallet_id = ?",
            wallet,
            row -> Map.entry(CounterRow.key(row), CounterRow.counter(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public List<UsageRecord> usage(WalletId wallet) {
    return list(
        "select usage from operation where wallet_id = ? and usage is not null order by number",
        wallet,
        row -> Json.read(LedgerJson.MAPPER, row.getString("usage"), UsageRecord.class));
  }

  @Override
  public List<DecisionRecord> decisions(WalletId wallet) {
    Map<Long, Hold> holds =
        holds(wallet).stream().collect(Collectors.toMap(Hold::number, Function.identity()));
    return list(
        "select number, decision from operation"
            + " where wallet_id = ? and decision is not null order by number",
        wallet,
        row -> decision(row.getLong("number"), row.getString("decision"), holds));
  }

  private static DecisionRecord decision(long number, String json, Map<Long, Hold> holds) {
    return OperationRow.decision(json).decision(number, Optional.ofNullable(holds.get(number)));
  }

  private static <T> List<T> list(String query, WalletId wallet, Sql.Row<T> read) {
    return DATABASE.asOwner(owner -> Sql.of(query, wallet.value()).list(owner, read));
  }
}
