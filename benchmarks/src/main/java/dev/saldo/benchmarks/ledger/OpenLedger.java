package dev.saldo.benchmarks.ledger;

import dev.saldo.application.wallet.Ledger;
import dev.saldo.benchmarks.ConnectionPool;
import dev.saldo.benchmarks.DatabaseLogins;
import dev.saldo.out.postgres.wallet.GroupCommitLedger;
import dev.saldo.out.postgres.wallet.GroupCommitLedger.Sizes;
import dev.saldo.out.postgres.wallet.PostgresLedger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A ledger as the server would make it, with its connections. */
record OpenLedger(Ledger ledger, ConnectionPool connections, Batching batching)
    implements AutoCloseable {
  /** As many connections as the server's pool has. */
  private static final int CONNECTIONS_MAX = 20;

  private static final InstantSource CLOCK = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);

  static OpenLedger of(DatabaseLogins logins, Cell.Adapter adapter, int workers) {
    ConnectionPool connections = logins.ledger(CONNECTIONS_MAX);
    Batching batching = new Batching();
    Ledger ledger =
        switch (adapter) {
          case GROUP ->
              new GroupCommitLedger(
                  connections,
                  CLOCK,
                  () -> false,
                  sizes(workers),
                  Thread.ofPlatform().name("ledger-", 0).daemon().factory(),
                  batching);
          case PLAIN -> new PostgresLedger(connections, CLOCK, () -> false);
        };
    return new OpenLedger(ledger, connections, batching);
  }

  private static Sizes sizes(int workers) {
    Sizes standard = Sizes.DEFAULT;
    return new Sizes(workers, standard.queueMax(), standard.waitMax(), standard.doubtMax());
  }

  @Override
  public void close() {
    if (ledger instanceof GroupCommitLedger group) {
      group.close();
    }
    try {
      connections.close();
    } catch (SQLException e) {
      throw new IllegalStateException("a connection could not be closed", e);
    }
  }
}
