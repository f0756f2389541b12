package dev.saldo.out.postgres.wallet;

import dev.saldo.out.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A database as an earlier version of Saldo left it. */
public final class EarlierSchema {
  private static final TestDatabase DATABASE = TestDatabase.get();

  private EarlierSchema() {}

  /** Creates a database that has the migrations up to this one. */
  public static void create(String name, int version) throws SQLException {
    DATABASE.create(name);
    Flyway.configure(EarlierSchema.class.getClassLoader())
        .dataSource(DATABASE.source(name, "saldo_owner", "owner"))
        .locations("classpath:db/migration")
        .target(Integer.toString(version))
        .placeholders(
            Map.of(
                "app", "\"saldo_app\"",
                "app_text", "'saldo_app'",
                "ledger", "\"saldo_ledger\"",
                "ledger_text", "'saldo_ledger'"))
        .load()
        .migrate();
  }
}
