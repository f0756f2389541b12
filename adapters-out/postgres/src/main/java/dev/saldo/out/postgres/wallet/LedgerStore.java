package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Flight;
import dev.saldo.out.postgres.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ledger's statements, for any number of wallets and commands at once: lock, load, write. Each
 * is one round trip, and every statement names its rows by their whole key.
 *
 * <p>Only wallets are locked, in the order of their ids; all else is reached through its wallet.
 */
final class LedgerStore implements BatchStore {
  /**
   * For the rest of the transaction: whose rows are seen, and plans that stay good while tables
   * grow, whatever they were planned on. An instance that stops in mid-transaction loses it, and
   * its locks, after a while; others wait for a lock a little less long and try again.
   *
   * <p>A number is returned, because a text would cost a round trip.
   */
  private static final String SETTINGS =
      """
      select length(set_config('app.tenants', ?, true))
        + length(set_config('lock_timeout', '3s', true))
        + length(set_config('idle_in_transaction_session_timeout', '5s', true))
        + length(set_config('plan_cache_mode', 'force_generic_plan', true))
        + length(set_config('enable_seqscan', 'off', true))
        + length(set_config('enable_bitmapscan', 'off', true))
        + length(set_config('enable_hashjoin', 'off', true))
        + length(set_config('enable_mergejoin', 'off', true))
        + length(set_config('cpu_operator_cost', '0', true))
      """;

  private static final String ONE_STATE =
      "set transaction isolation level repeatable read, read only";

  private static final String SEE =
      "select %s from wallet w where w.wallet_id = any (?) order by w.wallet_id"
          .formatted(WalletRow.ALL);

  private static final String LOCK = SEE + " for update";

  /** Of wallets that are known: every change of a wallet gives it a number and most a hash. */
  private static final String LOCK_KNOWN =
      """
      select w.wallet_id, w.last_number, w.last_hash
      from wallet w where w.wallet_id = any (?) order by w.wallet_id for update
      """;

  /** One row at least, for the time, which is read when the locks are held. */
  private static final String TENANTS =
      """
      select t.tenant_id, t.active, coalesce(c.version, 0) as catalog_version, k.at as test_clock,
        now.recorded_at
      from (select clock_timestamp() as recorded_at) now
      left join tenant t on t.tenant_id = any (?)
      left join catalog_current c on c.tenant_id = t.tenant_id
      left join test_clock k on k.tenant_id = t.tenant_id
      """;

  private final RecordedTime recorded;

  /** Statements that record at this time. */
  LedgerStore(RecordedTime recorded) {
    this.recorded = recorded;
  }

  @Override
  public Locked lock(
      Connection connection,
      Set<TenantId> tenants,
      Collection<WalletId> wallets,
      Map<WalletId, Wallet> known)
      throws SQLException {
    if (known.isEmpty()) {
      return enter(new Flight(), LOCK, connection, tenants, wallets);
    }
    Map<WalletId, Wallet> found = new HashMap<>();
    Set<WalletId> unchanged = new HashSet<>();
    Set<WalletId> changed = new TreeSet<>();
    Tenants states = new Tenants();
    Flight flight = new Flight().query(settings(tenants), _ -> {});
    flight.query(
        Sql.of(LOCK_KNOWN, ids(wallets)),
        row -> {
          WalletId id = WalletRow.id(row);
          Wallet wallet = known.get(id);
          if (wallet != null && WalletRow.isStill(wallet, row)) {
            found.put(id, wallet);
            unchanged.add(id);
          } else if (wallet != null) {
            changed.add(id);
          }
        });
    List<WalletId> unknown = wallets.stream().filter(id -> !known.containsKey(id)).toList();
    if (!unknown.isEmpty()) {
      see(flight, SEE, unknown, found);
    }
    states.query(flight, tenants).run(connection);
    if (!changed.isEmpty()) {
      see(new Flight(), SEE, changed, found).run(connection);
    }
    return states.locked(found, unchanged, recorded);
  }

  /** Looks at wallets; what this transaction sees from now on is one consistent state. */
  Locked see(Connection connection, Set<TenantId> tenants, Collection<WalletId> wallets)
      throws SQLException {
    return enter(new Flight().command(Sql.of(ONE_STATE)), SEE, connection, tenants, wallets);
  }

  private Locked enter(
      Flight flight,
      String select,
      Connection connection,
      Set<TenantId> tenants,
      Collection<WalletId> wallets)
      throws SQLException {
    Map<WalletId, Wallet> found = new HashMap<>();
    Tenants states = new Tenants();
    flight.query(settings(tenants), _ -> {});
    states.query(see(flight, select, wallets, found), tenants).run(connection);
    return states.locked(found, Set.of(), recorded);
  }

  private static Sql settings(Set<TenantId> tenants) {
    return Sql.of(
        SETTINGS,
        tenants.stream().map(id -> Long.toString(id.value())).collect(Collectors.joining(",")));
  }

  private static Flight see(
      Flight flight, String select, Collection<WalletId> wallets, Map<WalletId, Wallet> found) {
    return flight.query(
        Sql.of(select, ids(wallets)), row -> found.put(WalletRow.id(row), WalletRow.wallet(row)));
  }

  @Override
  public void load(Connection connection, List<Wanted> wanted, Instant recordedAt, Loaded loaded)
      throws SQLException {
    Flight flight = new Flight();
    Lookup.add(flight, wanted, recordedAt, loaded);
    HoldLookup.add(flight, wanted, loaded);
    flight.run(connection);
    wanted.forEach(each -> loaded.parts(each.wallet().id()).hasGrants = true);
    Optional<Flight> kin = KinLookup.of(loaded);
    if (kin.isPresent()) {
      kin.get().run(connection);
    }
  }

  /**
   * Writes what commands changed, later commands of a wallet after earlier ones.
   *
   * @throws WalletTakenException if a wallet to be added was added by somebody else meanwhile
   */
  void write(Connection connection, List<Write> writes, Loaded loaded) throws SQLException {
    new Writes(writes, loaded).store(connection);
  }

  @Override
  public void writeAndCommit(Connection connection, List<Write> writes, Loaded loaded)
      throws SQLException {
    new Writes(writes, loaded).storeAndCommit(connection);
  }

  private static long[] ids(Collection<WalletId> wallets) {
    return wallets.stream().mapToLong(WalletId::value).toArray();
  }

  /** What the first round trip says beside wallets. */
  private static final class Tenants {
    private final Map<TenantId, Locked.TenantState> states = new HashMap<>();
    private Instant databaseTime = Instant.MIN;

    Flight query(Flight flight, Set<TenantId> tenants) {
      return flight.query(
          Sql.of(TENANTS, tenants.stream().mapToLong(TenantId::value).toArray()), this::read);
    }

    private void read(ResultSet row) throws SQLException {
      databaseTime = Columns.time(row, "recorded_at");
      if (row.getObject("tenant_id") != null) {
        states.put(
            new TenantId(row.getLong("tenant_id")),
            new Locked.TenantState(
                row.getBoolean("active"),
                row.getInt("catalog_version"),
                Columns.optionalTime(row, "test_clock")));
      }
    }

    Locked locked(Map<WalletId, Wallet> wallets, Set<WalletId> unchanged, RecordedTime recorded) {
      return new Locked(wallets, unchanged, states, recorded.at(databaseTime));
    }
  }
}
