package dev.saldo.out.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Several constant statements that travel together: one round trip, answered in order. */
public final class Flight {
  private record Leg(Sql sql, @Nullable Reader reader) {}

  /** Takes in one row. */
  @FunctionalInterface
  public interface Reader {
    /** The row on which the result stands. */
    void read(ResultSet row) throws SQLException;
  }

  /** Of the same statements always the same text, so that the driver knows it by its identity. */
  private static final Map<List<String>, String> TEXTS = new ConcurrentHashMap<>();

  private final List<Leg> legs = new ArrayList<>();

  /** Adds a query; the reader gets each of its rows. */
  public Flight query(Sql query, Reader reader) {
    legs.add(new Leg(query, reader));
    return this;
  }

  /** Adds a statement without rows. */
  public Flight command(Sql command) {
    legs.add(new Leg(command, null));
    return this;
  }

  /**
   * Sends all and reads the answers.
   *
   * @return how many rows each statement without rows changed, in order
   */
  public List<Integer> run(Connection connection) throws SQLException {
    if (legs.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (Leg leg : legs) {
      texts.add(leg.sql().text());
      values.addAll(leg.sql().values());
    }
    String text = TEXTS.computeIfAbsent(texts, each -> String.join(";\n", each));
    List<Integer> changed = new ArrayList<>();
    try (PreparedStatement statement = new Sql(text, values).prepare(connection)) {
      statement.execute();
      for (Leg leg : legs) {
        if (leg.reader() == null) {
          changed.add(statement.getUpdateCount());
        } else {
          read(statement, leg.reader());
        }
        statement.getMoreResults();
      }
    }
    return changed;
  }

  private static void read(PreparedStatement statement, Reader reader) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
