package dev.saldo.out.postgres;

import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.Transactions.Work;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Transactions in which the database shows one tenant's rows and no others. Work that throws leaves
 * nothing behind.
 *
 * <p>Every method throws {@link dev.saldo.application.UnavailableException} when the database
 * cannot be reached, and an unchecked exception when it refuses a statement.
 */
public final class TenantWork {
  private static final String CHOOSE = "select set_config('app.tenant', ?, true)";

  private final Transactions transactions;

  /** Work on connections of the application's role, which take part in no other transaction. */
  public TenantWork(DataSource source) {
    this.transactions = new Transactions(source);
  }

  /** Work that may write. */
  public <T> T inTenant(TenantId tenant, Work<T> work) {
    return run(false, connection -> chosen(connection, tenant, work));
  }

  /** Work that only reads. */
  public <T> T read(TenantId tenant, Work<T> work) {
    return run(true, connection -> chosen(connection, tenant, work));
  }

  /** Work that belongs to no tenant until it chooses one: it sees no rows before. */
  public <T> T outside(Work<T> work) {
    return run(false, work);
  }

  /** Chooses the tenant for the rest of the transaction. */
  public static void choose(Connection connection, TenantId tenant) throws SQLException {
    Sql.of(CHOOSE, Long.toString(tenant.value())).first(connection, row -> row.getString(1));
  }

  private static <T> T chosen(Connection connection, TenantId tenant, Work<T> work)
      throws SQLException {
    choose(connection, tenant);
    return work.on(connection);
  }

  private <T> T run(boolean readOnly, Work<T> work) {
    try {
      return transactions.run(readOnly, work);
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }
}
