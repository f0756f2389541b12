package dev.saldo.out.postgres.usage;

import dev.saldo.application.usage.Usage;
import dev.saldo.application.usage.UsageTotals;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Flight;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the daily totals that the ledger keeps. */
public final class PostgresUsage implements Usage {
  private static final String OF_USER = "wallet_id = ? and (?::text is null or user_key = ?)";
  private static final String DAYS = OF_USER + " and day >= ? and day < ?";

  private static final String TOTALS =
      """
      select day, feature, model, sum(calls) as calls, sum(input_tokens) as input_tokens,
        sum(output_tokens) as output_tokens, sum(cache_read_tokens) as cache_read_tokens,
        sum(cache_write_tokens) as cache_write_tokens, sum(reasoning_tokens) as reasoning_tokens,
        sum(audio_input_tokens) as audio_input_tokens,
        sum(audio_output_tokens) as audio_output_tokens,
        least(sum(credits), %1$d) as credits, least(sum(charged), %1$d) as charged,
        least(sum(not_charged), %1$d) as not_charged
      from usage_daily where %2$s
      group by day, feature, model
      order by day desc, feature, model
      """
          .formatted(Credits.MAX.micros(), DAYS);

  private static final String UNITS =
      """
      select day, feature, model, unit, sum(quantity) as quantity
      from usage_unit_daily where %s
      group by day, feature, model, unit
      having sum(quantity) <> 0
      """
          .formatted(DAYS);

  private static final String LAST_ACTIVE =
      "select max(last_at) as last_at from usage_daily where " + OF_USER;

  private final TenantWork work;

  public PostgresUsage(TenantWork work) {
    this.work = work;
  }

  private record RowKey(LocalDate day, String feature, ModelId model) {
    static RowKey of(ResultSet row) throws SQLException {
      return new RowKey(
          row.getObject("day", LocalDate.class),
          row.getString("feature"),
          ModelId.parse(row.getString("model")));
    }
  }

  @Override
  public UsageTotals totals(
      TenantId tenant, WalletId wallet, Optional<String> user, LocalDate from, LocalDate to) {
    Map<RowKey, Map<String, Long>> units = new HashMap<>();
    List<UsageTotals.Day> days = new ArrayList<>();
    List<Instant> lastActive = new ArrayList<>();
    Flight flight =
        new Flight()
            .query(
                Sql.of(UNITS, wallet.value(), user, user, from, to),
                row ->
                    units
                        .computeIfAbsent(RowKey.of(row), _ -> new TreeMap<>())
                        .put(row.getString("unit"), row.getLong("quantity")))
            .query(
                Sql.of(TOTALS, wallet.value(), user, user, from, to),
                row -> days.add(day(row, units)))
            .query(
                Sql.of(LAST_ACTIVE, wallet.value(), user, user),
                row -> Columns.optionalTime(row, "last_at").ifPresent(lastActive::add));
    work.read(tenant, flight::run);
    return new UsageTotals(days, lastActive.stream().findFirst());
  }

  private static UsageTotals.Day day(ResultSet row, Map<RowKey, Map<String, Long>> units)
      throws SQLException {
    RowKey key = RowKey.of(row);
    Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
    for (TokenClass kind : TokenClass.values()) {
      long count = row.getLong(kind.code() + "_tokens");
      if (count > 0) {
        tokens.put(kind, count);
      }
    }
    return new UsageTotals.Day(
        key.day(),
        key.feature(),
        key.model(),
        row.getLong("calls"),
        tokens,
        units.getOrDefault(key, Map.of()),
        Columns.credits(row, "credits"),
        Columns.credits(row, "charged"),
        Columns.credits(row, "not_charged"));
  }
}
