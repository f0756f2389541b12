package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Flight;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TimeArray;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Loads, where something may be due, the holds whose time has run out and when the next will. */
final class HoldLookup {
  /**
   * Every command ends the open holds that are overdue at its time, and a hold expires after it was
   * made: an open hold expires after the wallet's last command. {@code calls} names the index.
   */
  private static final String OVERDUE =
      """
      select %s
      from unnest(?::bigint[], ?::timestamptz[], ?::timestamptz[]) as k (wallet_id, last_at, due_by)
      cross join lateral (
        select * from hold h
        where h.wallet_id = k.wallet_id
          and h.expires_at > k.last_at
          and h.expires_at <= k.due_by
          and h.state = 'held'
          and h.calls >= 0
        offset 0) h
      """
          .formatted(HoldRow.ALL);

  /**
   * The next expiry of an open hold. A busy wallet may have ended any number of holds that would
   * expire before: after so many the search ends with a time that is too early, and the next search
   * goes on from there.
   */
  private static final String LATER_EXPIRY =
      """
      select k.wallet_id, coalesce(
        (select h.expires_at
          from (
            select h.expires_at, h.state, h.number from hold h
            where h.wallet_id = k.wallet_id
              and h.expires_at > k.due_by
              and h.calls >= 0
            order by h.expires_at
            limit 1000) h
          where h.state = 'held' and h.number <> all (k.asked::bigint[])
          order by h.expires_at
          limit 1),
        (select h.expires_at from hold h
          where h.wallet_id = k.wallet_id
            and h.expires_at > k.due_by
            and h.calls >= 0
          order by h.expires_at
          limit 1 offset 999)) as expires_at
      from unnest(?::bigint[], ?::timestamptz[], ?::text[]) as k (wallet_id, due_by, asked)
      """;

  private HoldLookup() {}

  static void add(Flight flight, List<Wanted> wanted, Loaded loaded) {
    List<Wanted> due = wanted.stream().filter(Wanted::isDue).toList();
    if (!due.isEmpty()) {
      addDue(flight, due, loaded);
    }
  }

  private static void addDue(Flight flight, List<Wanted> due, Loaded loaded) {
    long[] wallets = due.stream().mapToLong(each -> each.wallet().id().value()).toArray();
    TimeArray lastAt = times(due, each -> each.wallet().lastAt());
    TimeArray dueBy = times(due, Wanted::at);
    flight.query(
        Sql.of(OVERDUE, wallets, lastAt, dueBy),
        row -> loaded.add(WalletRow.id(row), HoldRow.hold(row)));
    flight.query(
        Sql.of(
            LATER_EXPIRY,
            wallets,
            dueBy,
            due.stream().map(HoldLookup::askedNumbers).toArray(String[]::new)),
        row -> {
          WalletId wallet = WalletRow.id(row);
          Columns.optionalTime(row, "expires_at")
              .ifPresent(expiry -> loaded.laterExpiry(wallet, expiry));
        });
  }

  private static TimeArray times(List<Wanted> wanted, Function<Wanted, Instant> time) {
    return new TimeArray(wanted.stream().map(time).toList());
  }

  private static String askedNumbers(Wanted wanted) {
    return wanted.reads().holds().stream()
        .map(number -> Long.toString(number))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
