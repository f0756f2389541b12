package dev.saldo.out.postgres.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.Customers;
import dev.saldo.application.wallet.User;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Cursor;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Pages;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.audit.AuditRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Customers, one row each. */
public final class PostgresCustomers implements Customers {
  private static final String COLUMNS =
      "c.key, c.wallet_id, c.name, c.groups, c.metadata, c.created_at, c.open";

  private static final String FIND =
      "select %s from customer c where c.tenant_id = ? and c.key = ?".formatted(COLUMNS);

  private static final String OF_WALLET =
      "select %s from customer c where c.tenant_id = ? and c.wallet_id = ?".formatted(COLUMNS);

  /** A customer in the group stands for its anonymous user, and brings all that are stored. */
  private static final String MEMBERS =
      """
      select %s, %s, w.next_terms, w.cycle_end,
        m.key as user_key, m.profile, m.groups as user_groups, m.created_at as user_created_at
      from customer c
      join wallet w on w.wallet_id = c.wallet_id
      cross join lateral (
        select null::text as key, null::text as profile, null::text[] as groups,
          null::timestamptz as created_at
        where ? = any(c.groups)
        union all
        select u.key, u.profile, u.groups, u.created_at from customer_user u
        where u.wallet_id = c.wallet_id and (? = any(c.groups) or ? = any(u.groups))
      ) m
      where c.tenant_id = ? and c.open
      order by c.wallet_id, m.key collate "C" nulls first
      limit ?
      """
          .formatted(COLUMNS, WalletRow.TERMS);

  private static final String LOCK = FIND + " for update";

  private static final TenantWork.Lookup PARTY =
      new TenantWork.Lookup(
          """
          select %s, %s, w.next_terms, w.cycle_end,
            u.key as user_key, u.profile, u.groups as user_groups, u.created_at as user_created_at
          from customer c
          join wallet w on w.wallet_id = c.wallet_id
          left join customer_user u on u.wallet_id = c.wallet_id and u.key = ?
          where c.tenant_id = ? and c.key = ? and c.open
          """
              .formatted(COLUMNS, WalletRow.TERMS));

  private static final String INSERT =
      """
      insert into customer
        (tenant_id, key, wallet_id, name, groups, metadata, created_at, open)
      values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
      on conflict (tenant_id, key) do nothing
      """;

  private static final String UPDATE =
      """
      update customer set name = ?, groups = ?, metadata = ?::jsonb, open = ?
      where tenant_id = ? and key = ?
      """;

  private static final String OPEN =
      "update customer set open = true where tenant_id = ? and key = ?";

  private static final String LIST =
      """
      select %s from customer c left join wallet w on w.wallet_id = c.wallet_id
      where c.tenant_id = ?
        and (?::text is null or strpos(lower(c.key), lower(?)) > 0
          or strpos(lower(c.name), lower(?)) > 0)
        and (?::text is null or ? = case
          when w.next_terms is null or w.cycle_end > ? then w.plan
          else w.next_terms::jsonb ->> 'plan' end)
        and c.created_at >= coalesce(?, '-infinity'::timestamptz)
        and c.created_at < coalesce(?, 'infinity'::timestamptz)
        and (c.created_at, c.wallet_id) < (coalesce(?, 'infinity'::timestamptz), coalesce(?, 0))
      order by c.created_at desc, c.wallet_id desc
      limit ?
      """
          .formatted(COLUMNS);

  private final TenantWork work;
  private final Clock clock;

  /**
   * The stored customers.
   *
   * @param clock says whether a scheduled plan has begun
   */
  public PostgresCustomers(TenantWork work, Clock clock) {
    this.work = work;
    this.clock = clock;
  }

  @Override
  public Optional<Customer> find(TenantId tenant, Key key) {
    return work.read(tenant, connection -> read(connection, FIND, tenant, key));
  }

  @Override
  public Optional<Customer> of(TenantId tenant, WalletId wallet) {
    Sql query = Sql.of(OF_WALLET, tenant.value(), wallet.value());
    return work.read(tenant, connection -> query.first(connection, PostgresCustomers::customer));
  }

  @Override
  public List<Party> members(TenantId tenant, String group, int max) {
    Sql query = Sql.of(MEMBERS, group, group, group, tenant.value(), max);
    Instant now = clock.now(tenant);
    return work.read(tenant, connection -> query.list(connection, row -> party(row, now)));
  }

  @Override
  public Optional<Party> party(TenantId tenant, Key customer, Optional<Key> user) {
    Instant now = clock.now(tenant);
    return work.first(
        tenant,
        PARTY,
        row -> party(row, now),
        user.map(Key::value),
        tenant.value(),
        customer.value());
  }

  @Override
  public Customer add(TenantId tenant, Customer customer) {
    return work.inTenant(
        tenant,
        connection -> {
          Sql.of(
                  INSERT,
                  tenant.value(),
                  customer.key().value(),
                  customer.wallet().value(),
                  customer.name(),
                  customer.groups(),
                  Json.write(customer.metadata()),
                  customer.createdAt(),
                  customer.open())
              .update(connection);
          return read(connection, FIND, tenant, customer.key()).orElseThrow();
        });
  }

  @Override
  public Customer open(TenantId tenant, Key key, Audit<Customer> audit) {
    return changed(tenant, key, Sql.of(OPEN, tenant.value(), key.value()), audit);
  }

  @Override
  public void update(TenantId tenant, Customer customer, Audit<Customer> audit) {
    Sql update =
        Sql.of(
            UPDATE,
            customer.name(),
            customer.groups(),
            Json.write(customer.metadata()),
            customer.open(),
            tenant.value(),
            customer.key().value());
    changed(tenant, customer.key(), update, audit);
  }

  private Customer changed(TenantId tenant, Key key, Sql change, Audit<Customer> audit) {
    return work.inTenant(
        tenant,
        connection -> {
          Optional<Customer> before = read(connection, LOCK, tenant, key);
          if (change.update(connection) != 1) {
            throw new IllegalStateException("there is no customer " + key + " to update");
          }
          Customer after = read(connection, FIND, tenant, key).orElseThrow();
          AuditRows.insert(connection, tenant, audit.note(before, Optional.of(after)));
          return after;
        });
  }

  @Override
  public Page<Customer> list(
      TenantId tenant, Optional<String> query, Optional<String> plan, PageRequest page) {
    Optional<Cursor> cursor = Pages.cursor(page, 2);
    Sql list =
        Sql.of(
            LIST,
            tenant.value(),
            query,
            query,
            query,
            plan,
            plan,
            clock.now(tenant),
            page.from(),
            page.to(),
            cursor.map(end -> end.time(0)),
            cursor.map(end -> end.number(1)),
            Pages.rows(page));
    return Pages.page(
        page,
        work.read(tenant, connection -> list.list(connection, PostgresCustomers::customer)),
        customer -> Cursor.of(customer.createdAt(), customer.wallet().value()));
  }

  private static Optional<Customer> read(
      Connection connection, String query, TenantId tenant, Key key) throws SQLException {
    return Sql.of(query, tenant.value(), key.value())
        .first(connection, PostgresCustomers::customer);
  }

  private static Party party(ResultSet row, Instant now) throws SQLException {
    Optional<User> user =
        row.getString("user_key") == null
            ? Optional.empty()
            : Optional.of(
                new User(
                    new Key(row.getString("user_key")),
                    row.getString("profile"),
                    Columns.textSet(row, "user_groups"),
                    Columns.time(row, "user_created_at")));
    return new Party(customer(row), user, terms(row, now));
  }

  /** The plan at an instant, also when nobody has posted that the cycle has ended. */
  private static PlanTerms terms(ResultSet row, Instant now) throws SQLException {
    return now.isBefore(Columns.time(row, "cycle_end"))
        ? WalletRow.terms(row)
        : WalletRow.nextTerms(row).orElse(WalletRow.terms(row));
  }

  private static Customer customer(ResultSet row) throws SQLException {
    return new Customer(
        new Key(row.getString("key")),
        new WalletId(row.getLong("wallet_id")),
        Columns.optionalText(row, "name"),
        Columns.textSet(row, "groups"),
        Json.readTexts(row.getString("metadata")),
        Columns.time(row, "created_at"),
        row.getBoolean("open"));
  }
}
