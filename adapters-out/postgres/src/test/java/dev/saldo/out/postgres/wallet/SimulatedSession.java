package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the simulated database and its transaction. It knows the one statement that the
 * real code sends beside those of its store, the commit.
 */
final class SimulatedSession implements InvocationHandler {
  /** What the commit does. */
  @FunctionalInterface
  interface Commit {
    void run() throws SQLException;
  }

  private final int instance;
  private final SimulatedDatabase database;
  private final Set<WalletId> locked = new LinkedHashSet<>();
  private long idleSince;
  private boolean killed;
  private @Nullable Commit commit;

  SimulatedSession(int instance, SimulatedDatabase database) {
    this.instance = instance;
    this.database = database;
  }

  Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            SimulatedSession.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
  }

  static SimulatedSession of(Connection connection) {
    return (SimulatedSession) Proxy.getInvocationHandler(connection);
  }

  int instance() {
    return instance;
  }

  Set<WalletId> locked() {
    return locked;
  }

  long idleSince() {
    return idleSince;
  }

  void idleSince(long nanos) {
    idleSince = nanos;
  }

  /** The database has ended it, and given its locks to others. */
  boolean isKilled() {
    return killed;
  }

  void kill() {
    killed = true;
  }

  void onCommit(Commit what) {
    commit = what;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws SQLException {
    switch (method.getName()) {
      case "prepareStatement" -> {
        return Proxy.newProxyInstance(
            SimulatedSession.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            this::statement);
      }
      case "rollback", "close" -> database.release(this);
      case "setReadOnly", "setAutoCommit", "commit" -> {}
      default -> throw new UnsupportedOperationException(method.toString());
    }
    return null;
  }

  private @Nullable Object statement(Object proxy, Method method, Object @Nullable [] arguments)
      throws SQLException {
    return switch (method.getName()) {
      case "execute" -> {
        if (commit == null) {
          throw new IllegalStateException("there is nothing to commit");
        }
        commit.run();
        yield false;
      }
      case "getUpdateCount" -> 0;
      case "getMoreResults" -> false;
      case "close" -> null;
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }
}
