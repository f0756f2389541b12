package dev.saldo.out.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Keeps closed connections for the next caller, as a server's pool does. */
public final class Pool {
  private final DataSource source;
  private final Consumer<String> statements;
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

  private Pool(DataSource source, Consumer<String> statements) {
    this.source = source;
    this.statements = statements;
  }

  /** Connections of a pool. */
  public static DataSource of(DataSource source) {
    return of(source, _ -> {});
  }

  /** Connections of a pool that tells which statements are prepared on them. */
  public static DataSource of(DataSource source, Consumer<String> statements) {
    Pool pool = new Pool(source, statements);
    return Around.all(
        DataSource.class,
        source,
        (method, _, call) -> method.equals("getConnection") ? pool.connection() : call.run());
  }

  private Connection connection() throws SQLException {
    Connection pooled = idle.poll();
    Connection real = pooled == null ? source.getConnection() : pooled;
    return Around.all(
        Connection.class,
        real,
        (method, arguments, call) -> {
          if (method.equals("close")) {
            giveBack(real);
            return null;
          }
          if (method.equals("prepareStatement")) {
            statements.accept((String) arguments[0]);
          }
          return call.run();
        });
  }

  private void giveBack(Connection real) throws SQLException {
    if (real.isClosed()) {
      return;
    }
    if (!real.getAutoCommit() || real.isReadOnly()) {
      throw new IllegalStateException("the connection was not left as a pool expects it");
    }
    idle.add(real);
  }
}
