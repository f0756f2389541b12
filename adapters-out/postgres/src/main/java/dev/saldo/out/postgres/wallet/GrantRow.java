package dev.saldo.out.postgres.wallet;

import static dev.saldo.out.postgres.Columns.credits;

import dev.saldo.domain.Money;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The columns of a grant. */
final class GrantRow {
  /** The columns that {@link #grant} reads. */
  static final String ALL =
      "g.wallet_id, g.number, g.source, g.amount, g.priority, g.created_at, g.effective_at,"
          + " g.expires_at, g.scope_features, g.scope_models, g.paid_minor, g.paid_currency,"
          + " g.reason, g.scheduled, g.available, g.held, g.frozen, g.spent, g.expired, g.voided";

  private static final Rows<Of<Grant>> ROWS =
      Of.<Grant>rows("credit_grant")
          .number("number", row -> row.value().id().number())
          .text("source", row -> Columns.name(row.value().source()))
          .credits("amount", row -> row.value().amount())
          .small("priority", row -> row.value().priority())
          .time("created_at", row -> row.value().createdAt())
          .time("effective_at", row -> row.value().effectiveAt())
          .optionalTime("expires_at", row -> row.value().expiresAt())
          .textArray("scope_features", row -> row.value().scope().features())
          .textArray("scope_models", row -> row.value().scope().models())
          .optionalNumber("paid_minor", row -> minor(row.value().paid()))
          .optionalText(
              "paid_currency",
              row -> row.value().paid().map(money -> money.currency().getCurrencyCode()))
          .optionalText("reason", row -> row.value().reason())
          .flag("scheduled", row -> row.value().scheduled())
          .with(GrantRow::buckets);

  private static final Rows.Statement INSERT = ROWS.insert();

  /** All that changes of a grant. */
  private static final Rows<Of<Grant>> MOVES =
      new Rows<Of<Grant>>("credit_grant")
          .number("wallet_id", row -> row.wallet().value())
          .number("number", row -> row.value().id().number())
          .flag("scheduled", row -> row.value().scheduled())
          .with(GrantRow::buckets);

  private static final Rows.Statement MOVE = MOVES.update(List.of("wallet_id", "number"));

  private GrantRow() {}

  static Sql insert(List<Of<Grant>> grants) {
    return ROWS.sql(INSERT, grants);
  }

  /** Changes grants that are there. */
  static Sql move(List<Of<Grant>> grants) {
    return MOVES.sql(MOVE, grants);
  }

  private static Rows<Of<Grant>> buckets(Rows<Of<Grant>> rows) {
    return rows.credits("available", row -> row.value().buckets().available())
        .credits("held", row -> row.value().buckets().held())
        .credits("frozen", row -> row.value().buckets().frozen())
        .credits("spent", row -> row.value().buckets().spent())
        .credits("expired", row -> row.value().buckets().expired())
        .credits("voided", row -> row.value().buckets().voided());
  }

  static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        new GrantId(WalletRow.id(row), row.getLong("number")),
        Columns.constant(row, "source", GrantSource.class),
        credits(row, "amount"),
        row.getInt("priority"),
        Columns.time(row, "created_at"),
        Columns.time(row, "effective_at"),
        Columns.optionalTime(row, "expires_at"),
        new Scope(Columns.textSet(row, "scope_features"), Columns.textSet(row, "scope_models")),
        paid(row),
        Columns.optionalText(row, "reason"),
        row.getBoolean("scheduled"),
        new Grant.Buckets(
            credits(row, "available"),
            credits(row, "held"),
            credits(row, "frozen"),
            credits(row, "spent"),
            credits(row, "expired"),
            credits(row, "voided")));
  }

  private static Optional<Money> paid(ResultSet row) throws SQLException {
    String currency = row.getString("paid_currency");
    return currency == null
        ? Optional.empty()
        : Optional.of(new Money(row.getLong("paid_minor"), Currency.getInstance(currency)));
  }

  private static OptionalLong minor(Optional<Money> paid) {
    return paid.isPresent() ? OptionalLong.of(paid.get().minor()) : OptionalLong.empty();
  }
}
