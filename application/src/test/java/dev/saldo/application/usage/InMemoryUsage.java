package dev.saldo.application.usage;

import dev.saldo.application.usage.UsageTotals.Day;
import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.wallet.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Totals of the usage records that the in-memory ledger has stored. */
public final class InMemoryUsage implements Usage {
  private final InMemoryLedger ledger;

  public InMemoryUsage(InMemoryLedger ledger) {
    this.ledger = ledger;
  }

  private record RowKey(LocalDate day, String feature, ModelId model) {
    static RowKey of(UsageRecord used) {
      return new RowKey(used.day(), used.feature(), used.model());
    }
  }

  @Override
  public UsageTotals totals(
      TenantId tenant, WalletId wallet, Optional<String> user, LocalDate from, LocalDate to) {
    List<UsageRecord> all =
        ledger.wallet(tenant, wallet).map(_ -> ledger.usage(wallet)).orElse(List.of()).stream()
            .filter(used -> user.isEmpty() || used.user().equals(user))
            .toList();
    Map<RowKey, List<UsageRecord>> rows =
        all.stream()
            .filter(used -> !used.day().isBefore(from) && used.day().isBefore(to))
            .collect(Collectors.groupingBy(RowKey::of));
    List<Day> days =
        rows.entrySet().stream()
            .map(row -> day(row.getKey(), row.getValue()))
            .sorted(Comparator.comparing(Day::day).reversed())
            .toList();
    return new UsageTotals(days, all.stream().map(UsageRecord::at).max(Instant::compareTo));
  }

  private static Day day(RowKey key, List<UsageRecord> records) {
    long calls = 0;
    Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
    Map<String, Long> units = new TreeMap<>();
    for (UsageRecord used : records) {
      calls += used.usage().calls();
      used.usage().tokens().forEach((kind, count) -> tokens.merge(kind, count, Long::sum));
      used.usage().units().forEach((name, count) -> units.merge(name, count, Long::sum));
    }
    return new Day(
        key.day(),
        key.feature(),
        key.model(),
        calls,
        tokens,
        units,
        sum(records, UsageRecord::credits),
        sum(records, UsageRecord::charged),
        sum(records, UsageRecord::notCharged));
  }

  private static Credits sum(List<UsageRecord> records, Function<UsageRecord, Credits> part) {
    return records.stream().map(part).reduce(Credits.ZERO, Credits::plus);
  }
}
