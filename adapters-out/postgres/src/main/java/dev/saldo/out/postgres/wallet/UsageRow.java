package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.wallet.UsageRecord;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Sql;
import java.util.List;
import java.util.Optional;

/** The columns of a usage record, and of the daily totals that it adds to. */
final class UsageRow {
  private static final Rows<Of<UsageRecord>> ROWS = records();
  private static final Rows.Statement INSERT = ROWS.insert();

  private static final Rows<Of<UsageRecord>> DAILY = daily();
  private static final Rows.Statement ADD_TO_DAY =
      DAILY.addUp(
          List.of("wallet_id", "day", "user_key", "feature", "model"), Optional.of("last_at"));

  private static final Rows<Of<UnitCount>> UNITS =
      Of.<UnitCount>rows("usage_unit_daily")
          .optional("day", "date", row -> Optional.of(row.value().record().day()))
          .text("user_key", row -> row.value().record().user().orElse(""))
          .text("feature", row -> row.value().record().feature())
          .text("model", row -> row.value().record().model().toString())
          .text("unit", row -> row.value().unit())
          .number("quantity", row -> row.value().quantity());

  private static final Rows.Statement ADD_UNITS =
      UNITS.addUp(
          List.of("wallet_id", "day", "user_key", "feature", "model", "unit"), Optional.empty());

  private record UnitCount(UsageRecord record, String unit, long quantity) {}

  private UsageRow() {}

  static Sql insert(List<Of<UsageRecord>> records) {
    return ROWS.sql(INSERT, records);
  }

  static Sql addToDays(List<Of<UsageRecord>> records) {
    return DAILY.sql(ADD_TO_DAY, records);
  }

  /** Empty when nothing was counted in named units. */
  static Optional<Sql> addUnits(List<Of<UsageRecord>> records) {
    List<Of<UnitCount>> counts =
        records.stream()
            .flatMap(
                of ->
                    of.value().usage().units().entrySet().stream()
                        .map(unit -> new UnitCount(of.value(), unit.getKey(), unit.getValue()))
                        .map(count -> of.with(count)))
            .toList();
    return counts.isEmpty() ? Optional.empty() : Optional.of(UNITS.sql(ADD_UNITS, counts));
  }

  private static Rows<Of<UsageRecord>> records() {
    Rows<Of<UsageRecord>> rows =
        Of.<UsageRecord>recordedRows("usage_record")
            .number("number", row -> row.value().number())
            .number("hold_number", row -> row.value().hold())
            .time("at", row -> row.value().at())
            .optional("day", "date", row -> Optional.of(row.value().day()))
            .optionalText("user_key", row -> row.value().user())
            .text("feature", row -> row.value().feature())
            .optionalText("activity", row -> row.value().activity())
            .text("provider", row -> row.value().model().provider())
            .text("model", row -> row.value().model().name())
            .text("role", row -> row.value().role());
    counts(rows)
        .json("units", row -> Json.write(LedgerJson.MAPPER, row.value().usage().units()))
        .optional("cost", "numeric", row -> row.value().cost().map(cost -> cost.plainAmount()))
        .optionalText("cost_currency", row -> row.value().cost().map(cost -> cost.currency()))
        .text("plan", row -> row.value().versions().plan())
        .number("plan_version", "integer", row -> row.value().versions().planVersion())
        .number("price_version", "integer", row -> row.value().versions().price())
        .number("cost_version", "integer", row -> row.value().versions().cost())
        .flag("succeeded", row -> row.value().succeeded())
        .text("evidence", row -> Columns.name(row.value().evidence()))
        .flag("late", row -> row.value().late())
        .json("metadata", row -> Json.write(row.value().metadata()));
    return rows;
  }

  private static Rows<Of<UsageRecord>> daily() {
    Rows<Of<UsageRecord>> rows =
        Of.<UsageRecord>rows("usage_daily")
            .optional("day", "date", row -> Optional.of(row.value().day()))
            .text("user_key", row -> row.value().user().orElse(""))
            .text("feature", row -> row.value().feature())
            .text("model", row -> row.value().model().toString());
    return counts(rows).time("last_at", row -> row.value().at());
  }

  /** What both tables count. */
  private static Rows<Of<UsageRecord>> counts(Rows<Of<UsageRecord>> rows) {
    rows.number("calls", row -> row.value().usage().calls());
    for (TokenClass kind : TokenClass.values()) {
      rows.number(kind.code() + "_tokens", row -> row.value().usage().tokens(kind));
    }
    return rows.credits("credits", row -> row.value().credits())
        .credits("charged", row -> row.value().charged())
        .credits("not_charged", row -> row.value().notCharged());
  }
}
