package dev.saldo.out.postgres;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the types of columns that JDBC has no method for. */
public final class Columns {
  private Columns() {}

  /** A timestamp that is never null. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A timestamp that may be null. */
  public static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** A text that may be null. */
  public static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** A number that may be null. */
  public static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Micro-credits. */
  public static Credits credits(ResultSet row, String column) throws SQLException {
    return new Credits(row.getLong(column));
  }

  /** A digest that is never null. */
  public static Sha256 digest(ResultSet row, String column) throws SQLException {
    return Sha256.ofDigest(row.getBytes(column));
  }

  /** How a constant is stored: its name in lower case. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A constant that {@link #name(Enum)} wrote. */
  public static <E extends Enum<E>> E constant(ResultSet row, String column, Class<E> type)
      throws SQLException {
    return constant(row.getString(column), type);
  }

  /** A constant by the name that {@link #name(Enum)} gave it. */
  public static <E extends Enum<E>> E constant(String name, Class<E> type) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  /**
   * A constant by its stored number.
   *
   * @param constants all that there are, by number
   */
  public static <E> E coded(ResultSet row, String column, Map<Integer, E> constants)
      throws SQLException {
    int code = row.getInt(column);
    E constant = constants.get(code);
    if (constant == null) {
      throw new IllegalStateException(column + " " + code + " is of a newer version");
    }
    return constant;
  }

  /** A {@code text[]} whose order means nothing. */
  public static Set<String> textSet(ResultSet row, String column) throws SQLException {
    return Set.copyOf(texts(row, column));
  }

  /** A {@code text[]}. */
  public static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) array(row, column));
  }

  /** A {@code bigint[]}. */
  public static List<Long> longs(ResultSet row, String column) throws SQLException {
    return List.of((Long[]) array(row, column));
  }

  private static Object array(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    try {
      return array.getArray();
    } finally {
      array.free();
    }
  }
}
