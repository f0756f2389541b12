package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.Flight;
import dev.saldo.out.postgres.Transactions;
import dev.saldo.out.postgres.wallet.Surroundings.Mishap;
import dev.saldo.out.postgres.wallet.Surroundings.Point;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps wallets in memory as PostgreSQL does for the ledger: locks of wallets that last until the
 * end of a transaction, commits that are whole or nothing, transactions that are ended when they
 * stand still. It breaks when its surroundings say so.
 */
public final class SimulatedDatabase implements BatchStore {
  private static final long LOCK_NANOS_MAX = 3_000_000_000L;
  private static final long IDLE_NANOS_MAX = 5_000_000_000L;
  private static final String CONNECTION_LOST = "08006";
  private static final String DEADLOCK = "40P01";
  private static final String LOCK_TIMEOUT = "55P03";
  private static final String IDLE_TIMEOUT = "25P03";
  private static final String CHECK_VIOLATION = "23514";
  private static final int LOST_COMMIT_OF = 3;

  private final Surroundings surroundings;
  private final Set<Flaw> flaws;
  private final Map<WalletId, StoredWallet> wallets = new TreeMap<>();
  private final Map<WalletId, SimulatedSession> locks = new HashMap<>();
  private final List<Posted> journal = new ArrayList<>();
  private int commits;

  /** An empty database. */
  public SimulatedDatabase(Surroundings surroundings, Set<Flaw> flaws) {
    this.surroundings = surroundings;
    this.flaws = flaws;
  }

  /** Every wallet, by its id. */
  public Collection<StoredWallet> wallets() {
    return Collections.unmodifiableCollection(wallets.values());
  }

  /** A wallet, if there is one of this id. */
  public Optional<StoredWallet> wallet(WalletId id) {
    return Optional.ofNullable(wallets.get(id));
  }

  /** Everything that was ever stored, in the order in which it was. */
  public List<Posted> journal() {
    return Collections.unmodifiableList(journal);
  }

  Connection connect(int instance) throws SQLException {
    SimulatedSession session = new SimulatedSession(instance, this);
    happen(Point.CONNECTING, session);
    session.idleSince(surroundings.nanoTime());
    return session.connection();
  }

  @Override
  public Locked lock(
      Connection connection,
      Set<TenantId> tenants,
      Collection<WalletId> ids,
      Map<WalletId, Wallet> known)
      throws SQLException {
    SimulatedSession session = SimulatedSession.of(connection);
    happen(Point.BEFORE_LOCK, session);
    Map<WalletId, Wallet> found = new HashMap<>();
    Map<WalletId, Wallet> unchanged = new HashMap<>();
    for (WalletId id : new TreeSet<>(ids)) {
      lock(id, session);
      wallet(id)
          .map(StoredWallet::wallet)
          .filter(wallet -> tenants.contains(wallet.tenant()))
          .ifPresent(wallet -> found.put(id, wallet));
    }
    known.values().stream()
        .filter(wallet -> found.containsKey(wallet.id()))
        .filter(wallet -> isStill(wallet, found.get(wallet.id())))
        .forEach(wallet -> unchanged.put(wallet.id(), wallet));
    found.putAll(unchanged);
    Map<TenantId, Locked.TenantState> states = new HashMap<>();
    tenants.forEach(id -> states.put(id, new Locked.TenantState(true, 1, Optional.empty())));
    Instant recordedAt = surroundings.databaseTime();
    session.idleSince(surroundings.nanoTime());
    happen(Point.AFTER_LOCK, session);
    return new Locked(found, unchanged.keySet(), states, recordedAt);
  }

  private boolean isStill(Wallet known, Wallet stored) {
    return flaws.contains(Flaw.TRUSTS_MEMORY)
        || (known.lastNumber() == stored.lastNumber()
            && known.lastHash().equals(stored.lastHash()));
  }

  @Override
  public void load(Connection connection, List<Wanted> wanted, Instant recordedAt, Loaded loaded)
      throws SQLException {
    SimulatedSession session = SimulatedSession.of(connection);
    requireAlive(session);
    for (Wanted each : wanted) {
      wallet(each.wallet().id())
          .ifPresent(stored -> stored.load(each, !flaws.contains(Flaw.FORGETS_ANSWERS), loaded));
    }
    session.idleSince(surroundings.nanoTime());
    happen(Point.AFTER_LOAD, session);
  }

  @Override
  public void writeAndCommit(Connection connection, List<Write> writes, Loaded loaded)
      throws SQLException {
    SimulatedSession session = SimulatedSession.of(connection);
    requireAlive(session);
    for (Write write : writes) {
      if (write.opens()) {
        lock(write.change().wallet().id(), session);
        if (wallets.containsKey(write.change().wallet().id())) {
          throw new WalletTakenException();
        }
      }
    }
    session.idleSince(surroundings.nanoTime());
    session.onCommit(() -> commit(writes, session));
    Transactions.commitWith(new Flight(), connection);
  }

  private void commit(List<Write> writes, SimulatedSession session) throws SQLException {
    try {
      happen(Point.BEFORE_COMMIT, session);
      requireAlive(session);
      for (Write write : writes) {
        if (surroundings.isRefused(write.command())) {
          throw new SQLException("refused", CHECK_VIOLATION);
        }
      }
    } catch (SQLException e) {
      if (flaws.contains(Flaw.TEARS_COMMITS) && writes.size() > 1) {
        store(writes.subList(0, 1));
      }
      throw e;
    }
    commits++;
    boolean isLost = flaws.contains(Flaw.LOSES_COMMITS) && commits % LOST_COMMIT_OF == 0;
    if (!isLost) {
      store(writes);
    }
    release(session);
    try {
      happen(Point.AFTER_COMMIT, session);
    } catch (SQLException e) {
      if (flaws.contains(Flaw.REPEATS_UNANSWERED_COMMITS)) {
        store(writes);
      }
      throw e;
    }
  }

  private void store(List<Write> writes) {
    for (Write write : writes) {
      Wallet wallet = write.change().wallet();
      wallets.computeIfAbsent(wallet.id(), _ -> new StoredWallet(wallet)).store(write);
      journal.add(new Posted(write.command(), write.decided()));
    }
  }

  /** Waits as long as PostgreSQL would; the holder gets no further meanwhile. */
  private void lock(WalletId id, SimulatedSession session) throws SQLException {
    SimulatedSession holder = locks.get(id);
    if (holder != null && holder != session && !flaws.contains(Flaw.FORGETS_LOCKS)) {
      long patience = surroundings.nanoTime() + LOCK_NANOS_MAX;
      long end = holder.idleSince() + IDLE_NANOS_MAX;
      long wait = Math.min(patience, end) - surroundings.nanoTime();
      surroundings.pass(Math.max(0, wait));
      if (end > patience) {
        throw new SQLException("lock timeout", LOCK_TIMEOUT);
      }
      end(holder);
    }
    locks.put(id, session);
    session.locked().add(id);
  }

  private void end(SimulatedSession session) {
    session.kill();
    release(session);
  }

  void release(SimulatedSession session) {
    session.locked().forEach(id -> locks.remove(id, session));
    session.locked().clear();
  }

  /** A transaction that stood still was ended. */
  private void requireAlive(SimulatedSession session) throws SQLException {
    if (!flaws.contains(Flaw.LETS_STALE_WRITES_IN)
        && (session.isKilled() || surroundings.nanoTime() - session.idleSince() > IDLE_NANOS_MAX)) {
      end(session);
      throw new SQLException("idle in transaction", IDLE_TIMEOUT);
    }
  }

  private void happen(Point point, SimulatedSession session) throws SQLException {
    Mishap mishap = surroundings.at(point, session.instance());
    switch (mishap) {
      case NONE -> {}
      case RESET -> throw new SQLException("connection reset", CONNECTION_LOST);
      case DEADLOCK -> throw new SQLException("deadlock detected", DEADLOCK);
      case PROCESS_ENDS -> throw new ProcessEndedError();
    }
  }
}
