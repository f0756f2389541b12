package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.wallet.LedgerJson.DecisionDetail;
import java.util.List;

/** The columns of a stored decision. */
final class DecisionRow {
  private static final Rows<Of<DecisionRecord>> ROWS =
      Of.<DecisionRecord>recordedRows("decision")
          .number("number", row -> row.value().number())
          .time("at", row -> row.value().at())
          .text("outcome", row -> row.value().outcome())
          .optionalText("user_key", row -> row.value().call().user())
          .text("feature", row -> row.value().call().feature())
          .number("catalog_version", "integer", row -> row.value().catalogVersion())
          .text("plan", row -> row.value().plan())
          .number("plan_version", "integer", row -> row.value().planVersion())
          .json("detail", row -> Json.write(LedgerJson.MAPPER, DecisionDetail.of(row.value())));

  private static final Rows.Statement INSERT = ROWS.insert();

  private DecisionRow() {}

  static Sql insert(List<Of<DecisionRecord>> decisions) {
    return ROWS.sql(INSERT, decisions);
  }
}
