package dev.saldo.out.postgres.wallet;

import static dev.saldo.out.postgres.Columns.credits;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.wallet.Balances;
import dev.saldo.domain.wallet.EarlierTerms;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The columns of a wallet. */
final class WalletRow {
  /** The columns that {@link #terms} reads. */
  static final String TERMS =
      "w.plan, w.plan_version, w.allowance, w.enforcement, w.overrun, w.debt_limit, w.cycle_kind,"
          + " w.rollover";

  /** The columns that {@link #wallet} reads. */
  static final String ALL =
      "w.wallet_id, w.tenant_id, w.customer_key, w.suspended, w.is_frozen, "
          + TERMS
          + ", w.next_terms, w.own_allowance, w.zone, w.next_zone, w.carried_windows,"
          + " w.earlier_terms, w.cycle_anchor, w.cycle_start, w.cycle_end, w.cycle_own_allowance,"
          + " w.cycle_plans, w.cycle_granted, w.issued, w.available, w.held, w.frozen, w.spent,"
          + " w.expired, w.voided, w.debt, w.reserved_debt, w.next_due, w.sequence, w.last_hash,"
          + " w.last_number, w.last_at";

  private static final Rows<Wallet> ROWS =
      new Rows<Wallet>("wallet")
          .number("wallet_id", wallet -> wallet.id().value())
          .number("tenant_id", wallet -> wallet.tenant().value())
          .text("customer_key", wallet -> wallet.customer().value())
          .flag("suspended", Wallet::suspended)
          .flag("is_frozen", Wallet::frozen)
          .text("plan", wallet -> wallet.terms().plan())
          .number("plan_version", "integer", wallet -> wallet.terms().version())
          .credits("allowance", wallet -> wallet.terms().allowance())
          .text("enforcement", wallet -> Columns.name(wallet.terms().enforcement()))
          .text("overrun", wallet -> Columns.name(wallet.terms().overrun()))
          .credits("debt_limit", wallet -> wallet.terms().debtLimit())
          .text("cycle_kind", wallet -> Columns.name(wallet.terms().cycle()))
          .optionalText("rollover", wallet -> json(wallet.terms().rollover()))
          .optionalText("next_terms", wallet -> json(wallet.nextTerms()))
          .optionalNumber("own_allowance", wallet -> micros(wallet.ownAllowance()))
          .text("zone", wallet -> wallet.zone().getId())
          .optionalText("next_zone", wallet -> wallet.nextZone().map(ZoneId::getId))
          .optionalText("carried_windows", wallet -> json(filled(wallet.carried())))
          .optionalText("earlier_terms", wallet -> json(filled(wallet.earlier())))
          .small("cycle_anchor", Wallet::anchor)
          .time("cycle_start", wallet -> wallet.cycle().start())
          .time("cycle_end", wallet -> wallet.cycle().end())
          .optionalNumber("cycle_own_allowance", wallet -> micros(wallet.cycleOwnAllowance()))
          .textArray("cycle_plans", Wallet::cyclePlans)
          .credits("cycle_granted", Wallet::cycleGranted)
          .with(WalletRow::postings);

  private static final Rows.Statement INSERT = ROWS.insert("do nothing");
  private static final Rows.Statement UPDATE = ROWS.update(List.of("wallet_id", "tenant_id"));

  /** What a call changes of a wallet: balances, and where its entries end. */
  private static final Rows<Wallet> POSTINGS =
      new Rows<Wallet>("wallet")
          .number("wallet_id", wallet -> wallet.id().value())
          .with(WalletRow::postings);

  private static final Rows.Statement POST = POSTINGS.update(List.of("wallet_id"));

  private WalletRow() {}

  /** Adds wallets, except those that somebody else has added meanwhile. */
  static Sql insert(List<Wallet> wallets) {
    return ROWS.sql(INSERT, wallets);
  }

  static Sql update(List<Wallet> wallets) {
    return ROWS.sql(UPDATE, wallets);
  }

  /** Changes wallets in which nothing but {@link #isPosting postings} happened. */
  static Sql post(List<Wallet> wallets) {
    return POSTINGS.sql(POST, wallets);
  }

  /** Whether a change is one of balances and entries only. */
  static boolean isPosting(Wallet before, Wallet after) {
    return before.terms().equals(after.terms())
        && before.nextTerms().equals(after.nextTerms())
        && before.ownAllowance().equals(after.ownAllowance())
        && before.anchor() == after.anchor()
        && before.cycle().equals(after.cycle())
        && before.cycleGranted().equals(after.cycleGranted())
        && before.cycleOwnAllowance().equals(after.cycleOwnAllowance())
        && before.cyclePlans().equals(after.cyclePlans())
        && before.zone().equals(after.zone())
        && before.nextZone().equals(after.nextZone())
        && before.carried().equals(after.carried())
        && before.earlier().equals(after.earlier())
        && before.suspended() == after.suspended()
        && before.frozen() == after.frozen();
  }

  /** Whether a row that tells the last number and the last hash is that of the wallet as it was. */
  static boolean isStill(Wallet wallet, ResultSet row) throws SQLException {
    return row.getLong("last_number") == wallet.lastNumber()
        && Columns.digest(row, "last_hash").equals(wallet.lastHash());
  }

  private static Rows<Wallet> postings(Rows<Wallet> rows) {
    return rows.credits("issued", wallet -> wallet.balances().issued())
        .credits("available", wallet -> wallet.balances().available())
        .credits("held", wallet -> wallet.balances().held())
        .credits("frozen", wallet -> wallet.balances().frozen())
        .credits("spent", wallet -> wallet.balances().spent())
        .credits("expired", wallet -> wallet.balances().expired())
        .credits("voided", wallet -> wallet.balances().voided())
        .credits("debt", wallet -> wallet.balances().debt())
        .credits("reserved_debt", wallet -> wallet.balances().reservedDebt())
        .time("next_due", Wallet::nextDue)
        .number("sequence", Wallet::sequence)
        .digest("last_hash", Wallet::lastHash)
        .number("last_number", Wallet::lastNumber)
        .time("last_at", Wallet::lastAt);
  }

  /** The wallet that a row of any of the ledger's tables belongs to. */
  static WalletId id(ResultSet row) throws SQLException {
    return new WalletId(row.getLong("wallet_id"));
  }

  static Wallet wallet(ResultSet row) throws SQLException {
    return new Wallet(
        id(row),
        new TenantId(row.getLong("tenant_id")),
        new Key(row.getString("customer_key")),
        row.getBoolean("suspended"),
        row.getBoolean("is_frozen"),
        terms(row),
        nextTerms(row),
        optionalCredits(row, "own_allowance"),
        ZoneId.of(row.getString("zone")),
        Columns.optionalText(row, "next_zone").map(ZoneId::of),
        carried(row),
        earlier(row),
        row.getInt("cycle_anchor"),
        new Cycle(Columns.time(row, "cycle_start"), Columns.time(row, "cycle_end")),
        optionalCredits(row, "cycle_own_allowance"),
        Columns.textSet(row, "cycle_plans"),
        credits(row, "cycle_granted"),
        balances(row),
        Columns.time(row, "next_due"),
        row.getLong("sequence"),
        Columns.digest(row, "last_hash"),
        row.getLong("last_number"),
        Columns.time(row, "last_at"));
  }

  static PlanTerms terms(ResultSet row) throws SQLException {
    return new PlanTerms(
        row.getString("plan"),
        row.getInt("plan_version"),
        credits(row, "allowance"),
        Columns.constant(row, "enforcement", Enforcement.class),
        Columns.constant(row, "overrun", OverrunPolicy.class),
        credits(row, "debt_limit"),
        Columns.constant(row, "cycle_kind", CycleKind.class),
        Columns.optionalText(row, "rollover").map(text -> read(text, Rollover.class)));
  }

  /** The terms of a scheduled plan change. */
  static Optional<PlanTerms> nextTerms(ResultSet row) throws SQLException {
    return Columns.optionalText(row, "next_terms").map(text -> read(text, PlanTerms.class));
  }

  /** Windows of an earlier zone that run on. */
  private static List<Window> carried(ResultSet row) throws SQLException {
    return Columns.optionalText(row, "carried_windows")
        .map(text -> List.of(read(text, Window[].class)))
        .orElse(List.of());
  }

  /** What was agreed before, as far as usage may still be reported of it. */
  private static List<EarlierTerms> earlier(ResultSet row) throws SQLException {
    return Columns.optionalText(row, "earlier_terms")
        .map(text -> List.of(read(text, EarlierTerms[].class)))
        .orElse(List.of());
  }

  private static <T> Optional<List<T>> filled(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private static Optional<Credits> optionalCredits(ResultSet row, String column)
      throws SQLException {
    OptionalLong micros = Columns.optionalLong(row, column);
    return micros.isPresent() ? Optional.of(new Credits(micros.getAsLong())) : Optional.empty();
  }

  private static OptionalLong micros(Optional<Credits> credits) {
    return credits.isPresent() ? OptionalLong.of(credits.get().micros()) : OptionalLong.empty();
  }

  private static Optional<String> json(Optional<?> value) {
    return value.map(each -> Json.write(LedgerJson.MAPPER, each));
  }

  private static <T> T read(String json, Class<T> type) {
    return Json.read(LedgerJson.MAPPER, json, type);
  }

  private static Balances balances(ResultSet row) throws SQLException {
    return new Balances(
        credits(row, "issued"),
        credits(row, "available"),
        credits(row, "held"),
        credits(row, "frozen"),
        credits(row, "spent"),
        credits(row, "expired"),
        credits(row, "voided"),
        credits(row, "debt"),
        credits(row, "reserved_debt"));
  }
}
