package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.wallet.LedgerJson.HoldDetail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a hold. */
final class HoldRow {
  /** The columns that {@link #hold} reads. */
  static final String ALL =
      "h.wallet_id, h.number, h.created_at, h.expires_at, h.state, h.calls, h.uncovered,"
          + " h.line_grants, h.line_credits, h.line_sources, h.detail, h.end_content,"
          + " h.end_answer, h.parent";

  private static final Rows<Of<Hold>> ROWS =
      Of.<Hold>rows("hold")
          .number("number", row -> row.value().number())
          .time("created_at", row -> row.value().createdAt())
          .number("calls", row -> row.value().calls())
          .optionalNumber("parent", row -> row.value().parent())
          .with(HoldRow::aside)
          .with(HoldRow::fate);

  private static final Rows.Statement INSERT = ROWS.insert();

  /** All that changes of most holds: how they ended. */
  private static final Rows<Of<Hold>> ENDS =
      new Rows<Of<Hold>>("hold")
          .number("wallet_id", row -> row.wallet().value())
          .number("number", row -> row.value().number())
          .with(HoldRow::fate);

  private static final Rows.Statement END = ENDS.update(List.of("wallet_id", "number"));

  /** All that can change of a hold: it was extended, corrected, or has to do with a run. */
  private static final Rows<Of<Hold>> SHAPES =
      new Rows<Of<Hold>>("hold")
          .number("wallet_id", row -> row.wallet().value())
          .number("number", row -> row.value().number())
          .with(HoldRow::aside)
          .with(HoldRow::fate);

  private static final Rows.Statement RESHAPE = SHAPES.update(List.of("wallet_id", "number"));

  private HoldRow() {}

  static Sql insert(List<Of<Hold>> holds) {
    return ROWS.sql(INSERT, holds);
  }

  static Sql end(List<Of<Hold>> holds) {
    return ENDS.sql(END, holds);
  }

  /** Changes everything that can change. */
  static Sql reshape(List<Of<Hold>> holds) {
    return SHAPES.sql(RESHAPE, holds);
  }

  private static Rows<Of<Hold>> aside(Rows<Of<Hold>> rows) {
    return rows.time("expires_at", row -> row.value().expiresAt())
        .credits("uncovered", row -> row.value().uncovered())
        .numberArray(
            "line_grants", row -> row.value().lines().stream().map(Hold.Line::grant).toList())
        .numberArray(
            "line_credits",
            row -> row.value().lines().stream().map(line -> line.credits().micros()).toList())
        .textArray(
            "line_sources",
            row -> row.value().lines().stream().map(line -> Columns.name(line.source())).toList())
        .text("detail", row -> Json.write(LedgerJson.MAPPER, HoldDetail.of(row.value())));
  }

  private static Rows<Of<Hold>> fate(Rows<Of<Hold>> rows) {
    return rows.text("state", row -> Columns.name(row.value().state()))
        .optionalDigest("end_content", row -> row.value().end().map(Hold.End::content))
        .optionalText(
            "end_answer", row -> row.value().end().map(Hold.End::answer).map(AnswerCodec::write));
  }

  static Hold hold(ResultSet row) throws SQLException {
    HoldDetail detail = Json.read(LedgerJson.MAPPER, row.getString("detail"), HoldDetail.class);
    return new Hold(
        row.getLong("number"),
        Columns.time(row, "created_at"),
        Columns.time(row, "expires_at"),
        detail.call(),
        detail.estimate(),
        detail.route(),
        detail.terms(),
        row.getLong("calls"),
        detail.counters(),
        Columns.credits(row, "uncovered"),
        detail.expected(),
        lines(row),
        Columns.constant(row, "state", Hold.State.class),
        end(row),
        detail.made(),
        Columns.optionalLong(row, "parent"),
        detail.run(),
        detail.amendment());
  }

  private static List<Hold.Line> lines(ResultSet row) throws SQLException {
    List<Long> grants = Columns.longs(row, "line_grants");
    List<Long> credits = Columns.longs(row, "line_credits");
    List<String> sources = Columns.texts(row, "line_sources");
    List<Hold.Line> lines = new ArrayList<>(grants.size());
    for (int i = 0; i < grants.size(); i++) {
      lines.add(
          new Hold.Line(
              grants.get(i),
              Columns.constant(sources.get(i), GrantSource.class),
              new Credits(credits.get(i))));
    }
    return lines;
  }

  private static Optional<Hold.End> end(ResultSet row) throws SQLException {
    String answer = row.getString("end_answer");
    return answer == null
        ? Optional.empty()
        : Optional.of(new Hold.End(Columns.digest(row, "end_content"), AnswerCodec.read(answer)));
  }
}
