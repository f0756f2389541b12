package dev.saldo.benchmarks;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.logging.Logger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;

/**
 * A pool with a fixed maximum, on the same kind of driver's connections as the server's pool. Who
 * finds none idle waits.
 */
public final class ConnectionPool implements DataSource, AutoCloseable {
  private final ConnectionPoolDataSource source;
  private final Semaphore permits;
  private final ConcurrentLinkedQueue<PooledConnection> idle = new ConcurrentLinkedQueue<>();

  ConnectionPool(ConnectionPoolDataSource source, int connectionsMax) {
    this.source = source;
    this.permits = new Semaphore(connectionsMax);
  }

  @Override
  public Connection getConnection() throws SQLException {
    permits.acquireUninterruptibly();
    PooledConnection pooled = idle.poll();
    return (pooled == null ? open() : pooled).getConnection();
  }

  private PooledConnection open() throws SQLException {
    PooledConnection opened = source.getPooledConnection();
    opened.addConnectionEventListener(
        new ConnectionEventListener() {
          @Override
          public void connectionClosed(ConnectionEvent event) {
            idle.add(opened);
            permits.release();
          }

          @Override
          public void connectionErrorOccurred(ConnectionEvent event) {
            throw new IllegalStateException("a connection broke", event.getSQLException());
          }
        });
    return opened;
  }

  /** Closes the connections that are idle. */
  @Override
  public void close() throws SQLException {
    for (PooledConnection each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
