package dev.saldo.out.postgres;

import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.Transactions.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions in which the database shows one tenant's rows and no others. Work that throws leaves
 * nothing behind.
 *
 * <p>Every method throws {@link dev.saldo.application.UnavailableException} when the database
 * cannot be reached or does not answer, and an unchecked exception when it refuses a statement.
 */
public final class TenantWork {
  private static final String CHOOSE = "select set_config('app.tenant', ?, true)";

  private final Transactions transactions;
  private final Pulse pulse = new Pulse(System::nanoTime);

  /** Work on connections of the application's role, which take part in no other transaction. */
  public TenantWork(DataSource source) {
    this.transactions = new Transactions(source);
  }

  /**
   * A query that chooses its tenant itself, and so is one statement in one round trip. What it asks
   * is made to depend on the choice: the rows are looked for after the tenant is chosen. Were they
   * looked for before, none would be seen.
   */
  public static final class Lookup {
    private final String text;

    /**
     * A look-up.
     *
     * @param query a constant query whose question marks stand for values
     */
    public Lookup(String query) {
      this.text =
          """
          select found.*
          from (select set_config('app.tenant', ?, true) as tenant offset 0) chosen
          cross join lateral (
            select * from (%s) asked where chosen.tenant is not null offset 0
          ) found
          """
              .formatted(query);
    }
  }

  /** Work that may write. */
  public <T> T inTenant(TenantId tenant, Work<T> work) {
    return run(false, connection -> chosen(connection, tenant, work));
  }

  /** Work that only reads. */
  public <T> T read(TenantId tenant, Work<T> work) {
    return run(true, connection -> chosen(connection, tenant, work));
  }

  /** The first row that a look-up finds among the tenant's. */
  public <T> Optional<T> first(
      TenantId tenant, Lookup lookup, Sql.Row<T> row, @Nullable Object... values) {
    List<@Nullable Object> all = new ArrayList<>(values.length + 1);
    all.add(Long.toString(tenant.value()));
    Collections.addAll(all, values);
    return answered(
        () -> {
          try (Connection connection = transactions.connect()) {
            return new Sql(lookup.text, all).first(connection, row);
          }
        });
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
    return answered(() -> transactions.run(readOnly, work));
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws SQLException;
  }

  private <T> T answered(Question<T> question) {
    pulse.ask();
    boolean answered = false;
    try {
      T answer = question.ask();
      answered = true;
      return answer;
    } catch (SQLException e) {
      answered = !DatabaseFailure.isOutage(e);
      throw DatabaseFailure.of(e);
    } finally {
      pulse.leave(answered);
    }
  }
}
