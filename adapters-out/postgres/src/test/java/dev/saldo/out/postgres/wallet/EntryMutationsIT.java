package dev.saldo.out.postgres.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One changed byte in any column of any entry is found by following the entries of its wallet. The
 * columns are those that the database says the table has, so a new one is changed, too.
 */
final class EntryMutationsIT {
  private static final TestDatabase SERVER = TestDatabase.get();
  private static final String DATABASE = "entries_with_a_changed_byte";
  private static final int MUTATIONS = 1_000;
  private static final long SEED = Long.getLong("saldo.mutations.seed", 20261122);

  private static final String COLUMNS =
      "select attname as name, format_type(atttypid, null) as type from pg_attribute"
          + " where attrelid = 'entry'::regclass and attnum > 0 and not attisdropped order by 1";

  private record Column(String name, String type) {}

  private record Place(long wallet, long sequence) {}

  @BeforeAll
  static void liveARandomLife() throws SQLException {
    LedgerAuditIT.liveARandomLife(DATABASE);
    LedgerAuditIT.execute(
        SERVER.source(DATABASE, "postgres", "postgres"), LedgerAuditIT.WITHOUT_CONSTRAINTS);
  }

  @Test
  void areAllFound() throws SQLException {
    try (Connection owner = SERVER.source(DATABASE, "postgres", "postgres").getConnection()) {
      owner.setAutoCommit(false);
      List<Column> columns =
          Sql.of(COLUMNS)
              .list(owner, row -> new Column(row.getString("name"), row.getString("type")));
      List<Place> places =
          Sql.of("select wallet_id, sequence from entry order by 1, 2")
              .list(owner, row -> new Place(row.getLong(1), row.getLong(2)));
      for (long wallet = 1; wallet <= 4; wallet++) {
        assertThat(follow(owner, wallet)).isEmpty();
      }
      RandomGenerator random = new Random(SEED);
      TreeMap<String, Integer> found = new TreeMap<>();
      List<String> missed = new ArrayList<>();
      int refused = 0;
      for (int done = 0; done < MUTATIONS; ) {
        Column column = columns.get(done % columns.size());
        Place place = places.get(random.nextInt(places.size()));
        String change = column.name() + " = " + changed(column, random);
        Savepoint before = owner.setSavepoint();
        if (!isStored(owner, place, change)) {
          owner.rollback(before);
          refused++;
          continue;
        }
        done++;
        if (follow(owner, place.wallet()).isEmpty()) {
          missed.add(place + ": " + change);
        } else {
          found.merge(column.name(), 1, Integer::sum);
        }
        owner.rollback(before);
      }
      int total = found.values().stream().mapToInt(Integer::intValue).sum();
      System.out.printf(
          "changed bytes of entries found: %,d of %,d (seed %d; %d that the database has no place"
              + " for were drawn again); by column %s%n",
          total, MUTATIONS, SEED, refused, found);
      assertThat(missed).as("seed %d", SEED).isEmpty();
      assertThat(found.keySet())
          .containsExactlyElementsOf(columns.stream().map(Column::name).toList());
      owner.rollback();
    }
  }

  private static List<LedgerAudit.Finding> follow(Connection owner, long wallet)
      throws SQLException {
    Judged judged = Judged.look(owner, new long[] {wallet}, Integer.MAX_VALUE - 1).getFirst();
    return EntryCheck.follow(owner, judged).findings();
  }

  /** A time may be moved out of all months that there are, and a key onto another entry's. */
  private static boolean isStored(Connection owner, Place place, String change)
      throws SQLException {
    try {
      int rows =
          Sql.of(
                  "update entry set " + change + " where wallet_id = ? and sequence = ?",
                  place.wallet(),
                  place.sequence())
              .update(owner);
      assertThat(rows).isOne();
      return true;
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as(e.getMessage()).isIn("23514", "23505", "22008", "22003");
      return false;
    }
  }

  /** One bit, or one character, is another. */
  private static String changed(Column column, RandomGenerator random) {
    String name = column.name();
    return switch (column.type()) {
      case "bigint" -> "coalesce(%s, 0) # (1::bigint << %d)".formatted(name, random.nextInt(64));
      case "smallint" -> "%s # (1::int << %d)::smallint".formatted(name, random.nextInt(15));
      case "timestamp with time zone" ->
          "%s + interval '1 microsecond' * (1::bigint << %d)".formatted(name, random.nextInt(41));
      case "bytea" ->
          "set_bit(%1$s, %2$d, 1 - get_bit(%1$s, %2$d))".formatted(name, random.nextInt(256));
      case "text" ->
          "overlay(coalesce(nullif(%1$s, ''), ' ') placing '~' from 1 + (%2$d %% greatest(1,"
              .concat(" length(coalesce(%1$s, ''))))::int for 1)")
              .formatted(name, random.nextInt(1_000));
      default -> throw new AssertionError("a column of a type that is not changed here: " + column);
    };
  }
}
