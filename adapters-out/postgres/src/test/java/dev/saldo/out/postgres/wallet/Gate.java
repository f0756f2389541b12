package dev.saldo.out.postgres.wallet;

import dev.saldo.out.postgres.Around;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections that can be kept waiting, refused, or broken right after their commit. */
final class Gate {
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

  /** The connections behind the gate. */
  DataSource source() {
    return Around.all(
        DataSource.class,
        source,
        (method, _, call) -> {
          if (!method.equals("getConnection")) {
            return call.run();
          }
          enter();
          return breaking((Connection) call.run());
        });
  }

  private Connection breaking(Connection real) {
    return Around.all(
        Connection.class,
        real,
        (method, _, call) -> {
          Object result = call.run();
          if (method.equals("commit") && isToBreak()) {
            real.abort(Runnable::run);
            throw new SQLException("the connection broke", "08006");
          }
          return result;
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
}
