package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.UsageRecord;
import dev.saldo.out.postgres.Flight;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The columns of the daily totals that usage adds to. What several calls add to one total is added
 * up before it is sent. Totals of credits are never more than a number can say, and stay so, so
 * that a settlement cannot fail.
 */
final class DailyRow {
  private static final String KEY = "wallet_id, day, user_key, feature, model";

  /** The classes that nearly all calls are counted in; the columns of the others are zero. */
  private static final List<TokenClass> USUAL = List.of(TokenClass.INPUT, TokenClass.OUTPUT);

  private static final Rows<Of<Total>> USUAL_ROWS = totals(USUAL);
  private static final Rows.Statement ADD_USUAL =
      USUAL_ROWS.insert(adding(USUAL_ROWS.namesAfter("model")));

  private static final Rows<Of<Total>> ROWS = totals(List.of(TokenClass.values()));
  private static final Rows.Statement ADD = ROWS.insert(adding(ROWS.namesAfter("model")));

  private static final Rows<Of<Units>> UNITS =
      keyed("usage_unit_daily", Units::day)
          .text("unit", row -> row.value().unit())
          .number("quantity", row -> row.value().quantity());

  private static final Rows.Statement ADD_UNITS =
      UNITS.insert(
          "(%s, unit) do update set quantity = t.quantity + excluded.quantity".formatted(KEY));

  private record Day(WalletId wallet, LocalDate date, String user, String feature, String model) {

    static Day of(Of<UsageRecord> row, ModelId model) {
      UsageRecord used = row.value();
      return new Day(
          row.wallet(), used.day(), used.user().orElse(""), used.feature(), model.toString());
    }
  }

  private record Total(
      Day day,
      long calls,
      Map<TokenClass, Long> tokens,
      long credits,
      long charged,
      long notCharged,
      Instant lastAt) {
    static Total of(Of<UsageRecord> row) {
      UsageRecord used = row.value();
      return new Total(
          Day.of(row, used.model()),
          used.usage().calls(),
          used.usage().tokens(),
          used.credits().micros(),
          used.charged().micros(),
          used.notCharged().micros(),
          used.activeAt());
    }

    /** What a correction takes off the totals. */
    static Total without(Of<UsageRecord> row, UsageRecord.Corrected old) {
      Map<TokenClass, Long> tokens = new HashMap<>();
      old.usage().tokens().forEach((kind, count) -> tokens.put(kind, -count));
      return new Total(
          Day.of(row, old.model()),
          -old.usage().calls(),
          tokens,
          -old.credits().micros(),
          -old.charged().micros(),
          -old.notCharged().micros(),
          old.at());
    }

    Total plus(Total more) {
      Map<TokenClass, Long> sums = new HashMap<>(tokens);
      more.tokens.forEach((kind, count) -> sums.merge(kind, count, Math::addExact));
      return new Total(
          day,
          Math.addExact(calls, more.calls),
          sums,
          Counter.together(credits, more.credits),
          Counter.together(charged, more.charged),
          Counter.together(notCharged, more.notCharged),
          lastAt.isAfter(more.lastAt) ? lastAt : more.lastAt);
    }
  }

  private record Units(Day day, String unit, long quantity) {
    Units plus(Units more) {
      return new Units(day, unit, Math.addExact(quantity, more.quantity));
    }
  }

  private DailyRow() {}

  /** Adds what was used to the totals. */
  static void add(Flight flight, List<Of<UsageRecord>> used) {
    if (used.isEmpty()) {
      return;
    }
    Map<Day, Of<Total>> totals = new LinkedHashMap<>();
    Map<Units, Of<Units>> units = new LinkedHashMap<>();
    for (Of<UsageRecord> row : used) {
      UsageRecord record = row.value();
      Total one = Total.of(row);
      add(totals, row.with(one));
      add(units, row, one.day(), record.usage(), 1);
      record
          .corrects()
          .ifPresent(
              old -> {
                Total less = Total.without(row, old);
                add(totals, row.with(less));
                add(units, row, less.day(), old.usage(), -1);
              });
    }
    List<Of<Total>> all = List.copyOf(totals.values());
    boolean usual =
        all.stream().allMatch(total -> USUAL.containsAll(total.value().tokens().keySet()));
    flight.command(usual ? USUAL_ROWS.sql(ADD_USUAL, all) : ROWS.sql(ADD, all));
    if (!units.isEmpty()) {
      flight.command(UNITS.sql(ADD_UNITS, List.copyOf(units.values())));
    }
  }

  private static void add(Map<Day, Of<Total>> totals, Of<Total> one) {
    totals.merge(one.value().day(), one, (sum, more) -> sum.with(sum.value().plus(more.value())));
  }

  private static void add(
      Map<Units, Of<Units>> units, Of<UsageRecord> row, Day day, TokenUsage usage, int sign) {
    usage
        .units()
        .forEach(
            (unit, quantity) ->
                units.merge(
                    new Units(day, unit, 0),
                    row.with(new Units(day, unit, sign * quantity)),
                    (sum, more) -> sum.with(sum.value().plus(more.value()))));
  }

  private static <T> Rows<Of<T>> keyed(String table, Function<T, Day> day) {
    return Of.<T>rows(table)
        .date("day", row -> day.apply(row.value()).date())
        .text("user_key", row -> day.apply(row.value()).user())
        .text("feature", row -> day.apply(row.value()).feature())
        .text("model", row -> day.apply(row.value()).model());
  }

  private static Rows<Of<Total>> totals(List<TokenClass> kinds) {
    Rows<Of<Total>> rows =
        keyed("usage_daily", Total::day).number("calls", row -> row.value().calls());
    for (TokenClass kind : kinds) {
      rows.number(kind.code() + "_tokens", row -> row.value().tokens().getOrDefault(kind, 0L));
    }
    return rows.number("credits", row -> row.value().credits())
        .number("charged", row -> row.value().charged())
        .number("not_charged", row -> row.value().notCharged())
        .time("last_at", row -> row.value().lastAt());
  }

  private static String added(String name) {
    return switch (name) {
      case "last_at" -> "last_at = greatest(t.last_at, excluded.last_at)";
      case "credits", "charged", "not_charged" ->
          "%1$s = case when t.%1$s = %2$d then t.%1$s"
              .concat(" else t.%1$s + least(excluded.%1$s, %2$d - t.%1$s) end")
              .formatted(name, Long.MAX_VALUE);
      default -> "%1$s = t.%1$s + excluded.%1$s".formatted(name);
    };
  }

  private static String adding(List<String> names) {
    return names.stream()
        .map(DailyRow::added)
        .collect(Collectors.joining(", ", "(" + KEY + ") do update set ", ""));
  }
}
