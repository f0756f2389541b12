package dev.saldo.benchmarks.growth;

import dev.saldo.domain.WalletId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Fills a ledger with the entries of months, in the order of time: all wallets have one, then all
 * have the next. What it leaves is what as many commands would have left, for the audit too.
 */
final class Growth {
  /** Months over which entries are spread. */
  static final int MONTHS = 12;

  /** Of so many commands one had an idempotency key. */
  private static final int OPERATION_EVERY = 10;

  private static final int BUFFER = 1 << 20;

  private static final String END =
      """
      update wallet w set sequence = f.sequence, last_number = f.number, last_hash = f.hash,
        available = w.available - f.taken, voided = w.voided + f.taken
      from filled f where f.wallet_id = w.wallet_id;
      update credit_grant g set available = g.available - f.taken, voided = g.voided + f.taken
      from filled f where f.wallet_id = g.wallet_id and f.grant_number = g.number;
      """;

  private final DataSource owner;

  Growth(DataSource owner) {
    this.owner = owner;
  }

  /** When what is filled in was recorded first. */
  static Instant begin(Instant now) {
    return now.minus(Duration.ofDays(30L * MONTHS));
  }

  /** Makes the months that a database of this age has. */
  void prepareMonths(Instant now) throws SQLException {
    YearMonth last = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    try (Connection connection = owner.getConnection();
        PreparedStatement create = connection.prepareStatement("select create_month(?)")) {
      YearMonth month = YearMonth.from(begin(now).atOffset(ZoneOffset.UTC));
      for (; !month.isAfter(last); month = month.plusMonths(1)) {
        create.setObject(1, month.atDay(1));
        create.execute();
      }
    }
  }

  /**
   * Adds entries to wallets that were just opened.
   *
   * @param entries how many in all; as many wallets less one may be missing
   */
  void fill(List<WalletId> wallets, long entries, Instant now) throws SQLException, IOException {
    try (Connection rows = owner.getConnection();
        Connection keys = owner.getConnection()) {
      // Rows cannot be copied into tables whose policies bind the owner, too.
      forceRowSecurity(keys, "no force");
      rows.setAutoCommit(false);
      List<EntryHistory> histories = histories(rows, wallets);
      try (Copy entry = new Copy(rows, "entry (" + EntryHistory.ENTRY_COLUMNS + ")");
          Copy operation = new Copy(keys, "operation (" + EntryHistory.OPERATION_COLUMNS + ")")) {
        write(histories, entries / histories.size(), now, entry, operation);
      }
      end(rows, histories);
      rows.commit();
      forceRowSecurity(keys, "force");
    }
  }

  private static void forceRowSecurity(Connection connection, String how) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("entry", "operation")) {
        statement.execute("alter table %s %s row level security".formatted(table, how));
      }
    }
  }

  private static void write(
      List<EntryHistory> histories, long rounds, Instant now, Copy entry, Copy operation)
      throws SQLException {
    Instant begin = begin(now);
    double nanosEach =
        (double) Duration.between(begin, now).toNanos() / (rounds * histories.size());
    long written = 0;
    for (long round = 0; round < rounds; round++) {
      for (EntryHistory history : histories) {
        Instant recordedAt = begin.plusNanos(Math.round(nanosEach * written) / 1_000 * 1_000);
        entry.add(history.next(recordedAt));
        if (written++ % OPERATION_EVERY == 0) {
          operation.add(history.operation(recordedAt));
        }
      }
      if ((round + 1) % Math.max(1, rounds / 10) == 0) {
        System.err.printf("%,d entries%n", written);
      }
    }
  }

  private static List<EntryHistory> histories(Connection connection, List<WalletId> wallets)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EntryHistory.WALLETS)) {
      statement.setObject(1, wallets.stream().mapToLong(WalletId::value).toArray());
      List<EntryHistory> histories = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          histories.add(EntryHistory.of(row));
        }
      }
      return histories;
    }
  }

  private static void end(Connection connection, List<EntryHistory> histories)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create temporary table filled (wallet_id bigint primary key, grant_number bigint,"
              + " sequence bigint, number bigint, taken bigint, hash bytea) on commit drop");
      try (Copy copy = new Copy(connection, "filled")) {
        for (EntryHistory history : histories) {
          copy.add(history.end());
        }
      }
      statement.execute(END);
    }
  }

  /** Lets the database tidy up and look at its tables, as it would in the course of months. */
  void settleDown() throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum (analyze) entry, operation, wallet, credit_grant");
    }
  }

  /** Rows that are on their way into a table. */
  private static final class Copy implements AutoCloseable {
    private final OutputStream copy;
    private final StringBuilder buffer = new StringBuilder(BUFFER + 1_024);

    Copy(Connection connection, String into) throws SQLException {
      this.copy =
          new PGCopyOutputStream(
              connection.unwrap(PGConnection.class), "copy " + into + " from stdin", BUFFER);
    }

    void add(String row) throws SQLException {
      buffer.append(row);
      if (buffer.length() >= BUFFER) {
        send();
      }
    }

    private void send() throws SQLException {
      try {
        copy.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new SQLException("the rows could not be sent", e);
      }
      buffer.setLength(0);
    }

    @Override
    public void close() throws SQLException {
      send();
      try {
        copy.close();
      } catch (IOException e) {
        throw new SQLException("the rows were not stored", e);
      }
    }
  }
}
