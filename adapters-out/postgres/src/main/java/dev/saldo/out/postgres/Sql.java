package dev.saldo.out.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constant statement with its values. Values may be whatever the driver takes, and also instants,
 * optionals, and collections of text, which become {@code text[]}.
 */
public record Sql(String text, List<@Nullable Object> values) {
  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** The row on which the result stands. */
    T read(ResultSet row) throws SQLException;
  }

  /** A statement whose question marks stand for the values, in order. */
  public static Sql of(String text, @Nullable Object... values) {
    return new Sql(text, Collections.unmodifiableList(Arrays.asList(values)));
  }

  /** All rows. */
  public <T> List<T> list(Connection connection, Row<T> row) throws SQLException {
    try (PreparedStatement statement = prepare(connection);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    }
  }

  /** The first row. */
  public <T> Optional<T> first(Connection connection, Row<T> row) throws SQLException {
    try (PreparedStatement statement = prepare(connection);
        ResultSet result = statement.executeQuery()) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    }
  }

  /** How many rows it changed. */
  public int update(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection)) {
      return statement.executeUpdate();
    }
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    try {
      for (int i = 0; i < values.size(); i++) {
        bind(connection, statement, i + 1, values.get(i));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case Optional<?> optional -> bind(connection, statement, index, optional.orElse(null));
      case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
      case Collection<?> texts ->
          statement.setArray(index, connection.createArrayOf("text", texts.toArray()));
      default -> statement.setObject(index, value);
    }
  }
}
