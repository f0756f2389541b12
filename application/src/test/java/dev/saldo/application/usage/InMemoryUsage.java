package dev.saldo.application.usage;

import dev.saldo.application.usage.UsageTotals.Day;
import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenUsage;
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
import java.util.stream.Stream;

/** Totals of the usage records that the in-memory ledger has stored. */
public final class InMemoryUsage implements Usage {
  private final InMemoryLedger ledger;

  public InMemoryUsage(InMemoryLedger ledger) {
    this.ledger = ledger;
  }

  private record RowKey(LocalDate day, String feature, ModelId model) {}

  /** What a record adds to a row, or takes off it. */
  private record Part(
      RowKey row,
      int sign,
      TokenUsage usage,
      Credits credits,
      Credits charged,
      Credits notCharged) {
    static Stream<Part> of(UsageRecord used) {
      Part counted =
          new Part(
              new RowKey(used.day(), used.feature(), used.model()),
              1,
              used.usage(),
              used.credits(),
              used.charged(),
              used.notCharged());
      return Stream.concat(
          Stream.of(counted),
          used.corrects().stream()
              .map(
                  old ->
                      new Part(
                          new RowKey(used.day(), used.feature(), old.model()),
                          -1,
                          old.usage(),
                          old.credits(),
                          old.charged(),
                          old.notCharged())));
    }
  }

  @Override
  public UsageTotals totals(
      TenantId tenant, WalletId wallet, Optional<String> user, LocalDate from, LocalDate to) {
    List<UsageRecord> all =
        ledger.wallet(tenant, wallet).map(_ -> ledger.usage(wallet)).orElse(List.of()).stream()
            .filter(used -> user.isEmpty() || used.user().equals(user))
            .toList();
    Map<RowKey, List<Part>> rows =
        all.stream()
            .filter(used -> !used.day().isBefore(from) && used.day().isBefore(to))
            .flatMap(Part::of)
            .collect(Collectors.groupingBy(Part::row));
    List<Day> days =
        rows.entrySet().stream()
            .map(row -> day(row.getKey(), row.getValue()))
            .sorted(Comparator.comparing(Day::day).reversed())
            .toList();
    return new UsageTotals(days, all.stream().map(UsageRecord::activeAt).max(Instant::compareTo));
  }

  private static Day day(RowKey key, List<Part> parts) {
    long calls = 0;
    Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
    Map<String, Long> units = new TreeMap<>();
    for (Part part : parts) {
      calls += part.sign() * part.usage().calls();
      part.usage().tokens().forEach((kind, n) -> tokens.merge(kind, part.sign() * n, Long::sum));
      part.usage().units().forEach((name, n) -> units.merge(name, part.sign() * n, Long::sum));
    }
    tokens.values().removeIf(count -> count == 0);
    units.values().removeIf(count -> count == 0);
    return new Day(
        key.day(),
        key.feature(),
        key.model(),
        calls,
        tokens,
        units,
        sum(parts, Part::credits),
        sum(parts, Part::charged),
        sum(parts, Part::notCharged));
  }

  private static Credits sum(List<Part> parts, Function<Part, Credits> amount) {
    return new Credits(
        parts.stream().mapToLong(part -> part.sign() * amount.apply(part).micros()).sum());
  }
}
