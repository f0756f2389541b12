package dev.saldo.out.postgres.wallet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saldo.out.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** How PostgreSQL means to run a statement whatever its values are, and what is wrong with it. */
record Plan(String statement, JsonNode root) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The columns that a look-up in an index must name, all of them. */
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          entry("wallet_pkey", "wallet_id"),
          entry("credit_grant_pkey", "wallet_id"),
          entry("hold_pkey", "wallet_id", "number"),
          entry("hold_expiry", "wallet_id", "expires_at"),
          entry(
              "counter_pkey",
              "wallet_id",
              "user_key",
              "feature",
              "provider",
              "window_kind",
              "window_start"),
          entry(
              "operation_wallet_id_operation_key_recorded_at_idx",
              "wallet_id",
              "operation",
              "key",
              "recorded_at"),
          entry("operation_key", "wallet_id", "operation", "key", "recorded_at"),
          entry("entry_pkey", "wallet_id", "sequence"),
          entry("entry_wallet_id_sequence_recorded_at_idx", "wallet_id", "sequence"),
          entry("entry_checkpoint_pkey", "wallet_id"),
          entry("tenant_pkey", "tenant_id"),
          entry("catalog_current_pkey", "tenant_id"),
          entry("test_clock_pkey", "tenant_id"),
          entry("tenant_kind", "tenant_id"));

  private static final Pattern PARAMETER = Pattern.compile("\\?");
  private static final Pattern MONTH = Pattern.compile("_\\d{4}_\\d{2}");

  /** A connection on which statements can be explained without values. */
  static Connection connection(DataSource source) throws SQLException {
    ((PGSimpleDataSource) source).setPreferQueryMode(PreferQueryMode.SIMPLE);
    return source.getConnection();
  }

  static Plan of(Connection connection, String statement) throws SQLException {
    AtomicInteger parameters = new AtomicInteger();
    String numbered =
        PARAMETER.matcher(statement).replaceAll(_ -> "\\$" + parameters.incrementAndGet());
    String json =
        Sql.of("explain (generic_plan, costs off, format json) " + numbered)
            .first(connection, row -> row.getString(1))
            .orElseThrow();
    try {
      return new Plan(statement, JSON.readTree(json).get(0).get("Plan"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One sentence for each step that could read more than the rows it is asked for. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    collect(root, faults);
    return faults;
  }

  private static void collect(JsonNode node, List<String> faults) {
    String type = node.get("Node Type").asText();
    if (type.equals("Seq Scan") || type.startsWith("Bitmap")) {
      faults.add(type + " on " + node.path("Relation Name").asText());
    }
    if (type.startsWith("Index")) {
      checkIndex(node, faults);
    }
    node.path("Plans").forEach(child -> collect(child, faults));
  }

  private static Map.Entry<String, List<String>> entry(String index, String... columns) {
    return Map.entry(index, List.of(columns));
  }

  private static void checkIndex(JsonNode node, List<String> faults) {
    String index = MONTH.matcher(node.get("Index Name").asText()).replaceAll("");
    String condition = node.path("Index Cond").asText();
    List<String> key = KEYS.get(index);
    if (key == null) {
      faults.add("no key is declared for " + index);
      return;
    }
    for (String column : key) {
      if (!Pattern.compile("\\(" + column + " ").matcher(condition).find()) {
        faults.add(index + " is not searched by " + column + ": " + condition);
      }
    }
  }
}
