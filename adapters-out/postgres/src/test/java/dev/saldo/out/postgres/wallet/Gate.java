package dev.saldo.out.postgres.wallet;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections that can be kept waiting, refused, or broken right after their commit. */
final class Gate implements DataSource {
  private final DataSource source;
  private boolean shut;
  private boolean refuses;
  private int waiting;
  private int breaks;

  Gate(DataSource source) {
    this.source = source;
  }

  /** Whoever asks for a connection waits from now on. */
  synchronized void shut() {
    shut = true;
  }

  synchronized void open() {
    shut = false;
    notifyAll();
  }

  synchronized void refuse(boolean now) {
    refuses = now;
  }

  /** So many commits succeed, and the connection breaks before anybody is told. */
  synchronized void breakCommits(int times) {
    breaks = times;
  }

  /** Waits until somebody waits for a connection. */
  synchronized void awaitCaller() throws InterruptedException {
    while (waiting == 0) {
      wait();
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    enter();
    Connection real = source.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Gate.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                if (method.getName().equals("commit") && isToBreak()) {
                  real.unwrap(Connection.class).abort(Runnable::run);
                  throw new SQLException("the connection broke", "08006");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private synchronized boolean isToBreak() {
    return breaks-- > 0;
  }

  private synchronized void enter() throws SQLException {
    waiting++;
    notifyAll();
    try {
      while (shut) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new SQLException("interrupted", "08000", e);
    }
    waiting--;
    if (refuses) {
      throw new SQLException("the database is away", "08001");
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
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
