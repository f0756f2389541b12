package dev.saldo.verification;

import dev.saldo.verification.model.Plan;
import dev.saldo.verification.model.Stored;
import dev.saldo.verification.model.Told;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Reads what is stored of wallets, with the eyes of the role that owns the tables. */
final class LifeRecords {
  private static final List<String> ACCOUNTS =
      List.of("issued", "available", "held", "spent", "expired", "voided", "debt");

  /** By their codes; what a code is not here for is shown as it is. */
  private static final Map<Integer, String> CODES =
      Map.of(
          1, "issued", 2, "available", 3, "held", 5, "spent", 6, "expired", 7, "voided", 8, "debt");

  private static final String CUSTOMERS =
      """
      select c.key, c.wallet_id, c.created_at, t.at, w.issued, w.available, w.held, w.spent,
        w.expired, w.voided, w.debt, w.reserved_debt, w.plan, w.cycle_end
      from customer c join wallet w using (wallet_id) join test_clock t on t.tenant_id = c.tenant_id
      where c.key like ? order by c.key
      """;
  private static final String GRANTS =
      """
      select number, available, held, spent, expired, voided
      from credit_grant where wallet_id = ? order by number
      """;
  private static final String HOLDS = "select number, state from hold where wallet_id = ?";
  private static final String COUNTERS =
      """
      select case window_kind when 1 then 'day' else 'month' end, user_key, feature, provider,
        (window_start at time zone 'UTC')::date, used, reserved
      from counter
      where wallet_id = ? and window_kind in (1, 2) and (used <> 0 or reserved <> 0)
      """;
  private static final String ENTRIES =
      """
      select sequence, command, from_account, to_account, amount, grant_number, available_after,
        held_after, debt_after
      from entry where wallet_id = ? order by sequence
      """;
  private static final String OPERATIONS =
      """
      select o.number, o.operation, o.key, o.hold_number, o.decision::json ->> 'outcome',
        u.charged, u.not_charged, u.late
      from operation o
        left join usage_record u on u.wallet_id = o.wallet_id and u.number = o.number
      where o.wallet_id = ? order by o.number
      """;
  private static final String DUE =
      """
      select count(*) from wallet w join test_clock c using (tenant_id) where w.next_due <= c.at
      """;
  private static final String HELD =
      "select count(*) from wallet w join customer c using (wallet_id) where c.key like ? and held"
          + " > 0";

  private final DataSource owner;

  LifeRecords(DataSource owner) {
    this.owner = owner;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** How many wallets have something due. */
  long due() {
    return one(DUE, "");
  }

  /** How many of the customers whose key begins so have something held. */
  long held(String prefix) {
    return one(HELD, prefix + "%");
  }

  private long one(String query, String parameter) {
    try (Connection connection = owner.getConnection()) {
      Object[] parameters = parameter.isEmpty() ? new Object[0] : new Object[] {parameter};
      return list(connection, query, row -> row.getLong(1), parameters).getFirst();
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be asked", e);
    }
  }

  /** The number of the wallet of each customer whose key begins so. */
  Map<String, Long> wallets(String prefix) {
    Map<String, Long> wallets = new TreeMap<>();
    try (Connection connection = owner.getConnection()) {
      list(
          connection,
          "select key, wallet_id from customer where key like ?",
          row -> wallets.put(row.getString(1), row.getLong(2)),
          prefix + "%");
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be asked", e);
    }
    return wallets;
  }

  /** Everything about the wallets of the customers whose key begins so. */
  List<Stored> read(String prefix, Map<String, Plan> opened) {
    try (Connection connection = owner.getConnection()) {
      return list(connection, CUSTOMERS, row -> wallet(connection, row, opened), prefix + "%");
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be read", e);
    }
  }

  private static Stored wallet(Connection connection, ResultSet row, Map<String, Plan> opened)
      throws SQLException {
    long id = row.getLong("wallet_id");
    Map<String, BigInteger> accounts = new TreeMap<>();
    for (String account : ACCOUNTS) {
      accounts.put(account, amount(row, account));
    }
    String customer = row.getString("key");
    return new Stored(
        customer,
        Objects.requireNonNull(opened.get(customer), customer),
        time(row, "created_at"),
        time(row, "at"),
        accounts,
        amount(row, "reserved_debt"),
        row.getString("plan") + " to " + time(row, "cycle_end"),
        list(connection, GRANTS, LifeRecords::grant, id),
        holds(connection, id),
        counts(connection, id),
        list(connection, ENTRIES, LifeRecords::entry, id),
        list(connection, OPERATIONS, LifeRecords::operation, id));
  }

  private static Stored.Grant grant(ResultSet row) throws SQLException {
    Map<String, BigInteger> buckets = new TreeMap<>();
    for (String bucket : ACCOUNTS.subList(1, 6)) {
      buckets.put(bucket, amount(row, bucket));
    }
    return new Stored.Grant(row.getLong("number"), buckets);
  }

  private static Map<Long, String> holds(Connection connection, long wallet) throws SQLException {
    Map<Long, String> holds = new TreeMap<>();
    list(connection, HOLDS, row -> holds.put(row.getLong(1), row.getString(2)), wallet);
    return holds;
  }

  private static Map<String, String> counts(Connection connection, long wallet)
      throws SQLException {
    Map<String, String> counts = new TreeMap<>();
    list(
        connection,
        COUNTERS,
        row ->
            counts.put(
                "%s of '%s' %s %s %s"
                    .formatted(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                row.getLong(6) + " used, " + row.getLong(7) + " reserved"),
        wallet);
    return counts;
  }

  private static Stored.Entry entry(ResultSet row) throws SQLException {
    long grant = row.getLong("grant_number");
    return new Stored.Entry(
        row.getLong("sequence"),
        row.getLong("command"),
        account(row.getInt("from_account")),
        account(row.getInt("to_account")),
        amount(row, "amount"),
        grant == 0 ? OptionalLong.empty() : OptionalLong.of(grant),
        Map.of(
            "available", amount(row, "available_after"),
            "held", amount(row, "held_after"),
            "debt", amount(row, "debt_after")));
  }

  private static String account(int code) {
    return CODES.getOrDefault(code, "account " + code);
  }

  private static Stored.Operation operation(ResultSet row) throws SQLException {
    long number = row.getLong(1);
    long hold = row.getLong(4);
    String outcome = row.getString(5);
    if (outcome != null) {
      Map<String, String> said =
          outcome.equals("held") ? Map.<String, String>of() : Map.of("code", outcome);
      return new Stored.Operation(number, Told.decision(number), said);
    }
    if (row.getString("late") != null) {
      Map<String, String> said =
          Map.of(
              "charged", row.getString("charged"),
              "not_charged", row.getString("not_charged"),
              "late", String.valueOf(row.getBoolean("late")));
      return new Stored.Operation(number, Told.settlement(hold), said);
    }
    boolean release = "release".equals(row.getString(2));
    return new Stored.Operation(
        number, release ? Told.release(hold) : Told.keyed(row.getString(3)), Map.of());
  }

  private static BigInteger amount(ResultSet row, String column) throws SQLException {
    return BigInteger.valueOf(row.getLong(column));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static <T> List<T> list(
      Connection connection, String query, Reading<T> reading, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> all = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          all.add(reading.read(row));
        }
      }
      return all;
    }
  }
}
