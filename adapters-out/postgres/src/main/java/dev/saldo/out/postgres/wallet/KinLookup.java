package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.out.postgres.Flight;
import dev.saldo.out.postgres.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads what can only be named once a hold is known: the hold of the run it belongs to, and the
 * grants that a correction of its settlement would give back to. Most holds have neither, and then
 * nothing is sent.
 */
final class KinLookup {
  private static final String ONE_BY_ONE =
      """
      select %1$s
      from generate_series(1, ?) as k (i)
      cross join lateral (
        select * from %2$s %3$s
        where %3$s.wallet_id = (?::bigint[])[k.i] and %3$s.number = (?::bigint[])[k.i]
        offset 0) %3$s
      """;

  private static final String HOLDS = ONE_BY_ONE.formatted(HoldRow.ALL, "hold", "h");
  private static final String GRANTS = ONE_BY_ONE.formatted(GrantRow.ALL, "credit_grant", "g");

  private record Name(WalletId wallet, long number) {}

  private KinLookup() {}

  /** What to load beside what is loaded; empty when that is nothing. */
  static Optional<Flight> of(Loaded loaded) {
    List<Name> runs = new ArrayList<>();
    List<Name> payers = new ArrayList<>();
    for (Map.Entry<WalletId, Loaded.Parts> wallet : loaded.all().entrySet()) {
      Loaded.Parts parts = wallet.getValue();
      for (Hold hold : parts.holds.values()) {
        hold.parent().stream()
            .filter(run -> !parts.holds.containsKey(run))
            .forEach(run -> runs.add(new Name(wallet.getKey(), run)));
        hold.payers().stream()
            .filter(payer -> !parts.grants.containsKey(payer))
            .forEach(payer -> payers.add(new Name(wallet.getKey(), payer)));
      }
    }
    Flight flight = new Flight();
    if (!runs.isEmpty()) {
      flight.query(sql(HOLDS, runs), row -> loaded.add(WalletRow.id(row), HoldRow.hold(row)));
    }
    if (!payers.isEmpty()) {
      flight.query(sql(GRANTS, payers), row -> loaded.add(WalletRow.id(row), GrantRow.grant(row)));
    }
    return runs.isEmpty() && payers.isEmpty() ? Optional.empty() : Optional.of(flight);
  }

  private static Sql sql(String statement, List<Name> names) {
    List<Name> each = names.stream().distinct().toList();
    return Sql.of(
        statement,
        each.size(),
        each.stream().mapToLong(name -> name.wallet().value()).toArray(),
        each.stream().mapToLong(Name::number).toArray());
  }
}
