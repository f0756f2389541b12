package dev.saldo.out.postgres.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.wallet.WalletRecords;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Cursor;
import dev.saldo.out.postgres.Pages;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the ledger's tables, as the tenant. */
public final class PostgresWalletRecords implements WalletRecords {
  private static final String FROM_TO =
      "%1$s >= coalesce(?, '-infinity'::timestamptz)"
          + " and %1$s < coalesce(?, 'infinity'::timestamptz)";

  private static final String GRANTS =
      """
      select %s from credit_grant g
      where g.wallet_id = ? and %s and g.number < ?
      order by g.number desc
      limit ?
      """
          .formatted(GrantRow.ALL, FROM_TO.formatted("g.created_at"));

  private static final String GRANT =
      "select %s from credit_grant g where g.wallet_id = ? and g.number = ?"
          .formatted(GrantRow.ALL);

  /**
   * In a wallet, time never goes back from one entry to the next. So the last one up to an instant
   * is found by halving the sequence: twenty probes of the primary key for a million entries, and
   * no index by time that every posting would have to keep.
   */
  static final String LAST_ENTRY =
      """
      with recursive probe (low, high) as (
        select 0::bigint, w.sequence from wallet w where w.wallet_id = ?
        union all
        select case when e.at > k.at then p.low else m.middle end,
          case when e.at > k.at then m.middle - 1 else p.high end
        from probe p
        cross join (select ?::bigint as wallet_id, ?::timestamptz as at) k
        cross join lateral (select (p.low + p.high + 1) / 2 as middle) m
        left join lateral (
          select each.at from entry each
          where each.wallet_id = k.wallet_id and each.sequence = m.middle
          offset 0) e on true
        where p.low < p.high)
      select %s from entry e
      where e.wallet_id = ?
        and e.sequence = (select p.low from probe p where p.low = p.high)
      """
          .formatted(EntryRow.ALL);

  static final String HISTORY_START =
      "select s.at, s.available, s.held, s.frozen, s.debt from entry_checkpoint s"
          + " where s.wallet_id = ? and s.at is not null";

  static final String ENTRIES =
      """
      select %s from entry e
      where e.wallet_id = ? and %s and e.sequence < ?
      order by e.sequence desc
      limit ?
      """
          .formatted(EntryRow.ALL, FROM_TO.formatted("e.at"));

  private static final String HELD_CALL =
      "select %s, w.customer_key from hold h join wallet w on w.wallet_id = h.wallet_id"
          .formatted(HoldRow.ALL);

  private static final String HOLD = HELD_CALL + " where h.wallet_id = ? and h.number = ?";

  /** The call and its estimate are the hold's when there is one. */
  private static final String DECISION =
      """
      select o.decision, %s
      from operation o left join hold h on h.wallet_id = o.wallet_id and h.number = o.hold_number
      where o.wallet_id = ? and o.number = ? and o.decision is not null
      """
          .formatted(HoldRow.ALL);

  /** An open hold whose time has run out is expired, whether or not that is posted. */
  private static final String IN_STATE =
      """
      (?::text is null or ?::text = case
        when h.state = 'held' and h.expires_at <= ? then 'expired' else h.state end)
      """;

  private static final String NEWEST =
      """
      and h.number > 0
      and (h.number, h.wallet_id) < (coalesce(?, 9223372036854775807), coalesce(?, 0))
      order by h.number desc, h.wallet_id desc
      limit ?
      """;

  private static final String HOLDS_OF_RUN =
      "%s where h.wallet_id = ? and h.parent = ? and %s and %s %s"
          .formatted(HELD_CALL, IN_STATE, FROM_TO.formatted("h.created_at"), NEWEST);

  private static final String HOLDS_OF_TENANT =
      "%s where h.tenant_id = ? and %s and %s %s"
          .formatted(HELD_CALL, IN_STATE, FROM_TO.formatted("h.created_at"), NEWEST);

  private static final String HOLDS_OF_WALLET =
      "%s where h.wallet_id = ? and %s and %s %s"
          .formatted(HELD_CALL, IN_STATE, FROM_TO.formatted("h.created_at"), NEWEST);

  private final TenantWork work;
  private final Clock clock;

  /**
   * Reads through this.
   *
   * @param clock tells which holds have run out of time
   */
  public PostgresWalletRecords(TenantWork work, Clock clock) {
    this.work = work;
    this.clock = clock;
  }

  @Override
  public Page<Grant> grants(TenantId tenant, WalletId wallet, PageRequest page) {
    return Pages.page(
        page,
        list(tenant, ofWallet(GRANTS, wallet, page), GrantRow::grant),
        grant -> Cursor.of(grant.id().number()));
  }

  @Override
  public Optional<Grant> grant(TenantId tenant, GrantId id) {
    Sql query = Sql.of(GRANT, id.wallet().value(), id.number());
    return work.read(tenant, connection -> query.first(connection, GrantRow::grant));
  }

  @Override
  public Optional<Entry> lastEntry(TenantId tenant, WalletId wallet, Instant at) {
    long id = wallet.value();
    Sql query = Sql.of(LAST_ENTRY, id, id, at, id);
    return work.read(tenant, connection -> query.first(connection, EntryRow::entry));
  }

  @Override
  public Optional<HistoryStart> historyStart(TenantId tenant, WalletId wallet) {
    Sql query = Sql.of(HISTORY_START, wallet.value());
    return work.read(
        tenant,
        connection ->
            query.first(
                connection,
                row ->
                    new HistoryStart(
                        Columns.time(row, "at"),
                        new Entry.After(
                            Columns.credits(row, "available"),
                            Columns.credits(row, "held"),
                            Columns.credits(row, "frozen"),
                            Columns.credits(row, "debt")))));
  }

  @Override
  public Page<Entry> entries(TenantId tenant, WalletId wallet, PageRequest page) {
    return Pages.page(
        page,
        list(tenant, ofWallet(ENTRIES, wallet, page), EntryRow::entry),
        entry -> Cursor.of(entry.sequence()));
  }

  @Override
  public Optional<DecisionRecord> decision(TenantId tenant, DecisionId id) {
    Sql query = Sql.of(DECISION, id.wallet().value(), id.number());
    return work.read(
        tenant,
        connection -> query.first(connection, row -> OperationRow.decision(row, id.number())));
  }

  @Override
  public Optional<HeldCall> hold(TenantId tenant, HoldId id) {
    Sql query = Sql.of(HOLD, id.wallet().value(), id.number());
    return work.read(
        tenant, connection -> query.first(connection, PostgresWalletRecords::heldCall));
  }

  @Override
  public Page<HeldCall> holds(
      TenantId tenant,
      Optional<WalletId> wallet,
      Optional<HoldId> run,
      Optional<Hold.State> state,
      PageRequest page) {
    if (run.isPresent() && wallet.filter(other -> !other.equals(run.get().wallet())).isPresent()) {
      return new Page<>(List.of(), Optional.empty());
    }
    Optional<Cursor> cursor = Pages.cursor(page, 2);
    Optional<String> named = state.map(Columns::name);
    Optional<Long> of = run.map(HoldId::wallet).or(() -> wallet).map(WalletId::value);
    List<Object> values = new ArrayList<>(List.of(of.orElse(tenant.value())));
    run.map(HoldId::number).ifPresent(values::add);
    values.addAll(
        List.of(
            named,
            named,
            clock.now(tenant),
            page.from(),
            page.to(),
            cursor.map(end -> end.number(0)),
            cursor.map(end -> end.number(1)),
            Pages.rows(page)));
    String statement =
        run.isPresent() ? HOLDS_OF_RUN : of.isPresent() ? HOLDS_OF_WALLET : HOLDS_OF_TENANT;
    Sql query = Sql.of(statement, values.toArray());
    return Pages.page(
        page,
        list(tenant, query, PostgresWalletRecords::heldCall),
        held -> Cursor.of(held.id().number(), held.id().wallet().value()));
  }

  private static Sql ofWallet(String query, WalletId wallet, PageRequest page) {
    return Sql.of(
        query,
        wallet.value(),
        page.from(),
        page.to(),
        // A coalesce here would not be searched by: under row security only what cannot leak is.
        Pages.cursor(page, 1).map(end -> end.number(0)).orElse(Long.MAX_VALUE),
        Pages.rows(page));
  }

  private <T> List<T> list(TenantId tenant, Sql query, Sql.Row<T> row) {
    return work.read(tenant, connection -> query.list(connection, row));
  }

  private static HeldCall heldCall(ResultSet row) throws SQLException {
    HoldId id = new HoldId(WalletRow.id(row), row.getLong("number"));
    return new HeldCall(id, new Key(row.getString("customer_key")), HoldRow.hold(row));
  }
}
