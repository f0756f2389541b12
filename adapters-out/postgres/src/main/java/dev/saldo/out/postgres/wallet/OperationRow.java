package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.StoredAnswer;
import dev.saldo.domain.wallet.UsageRecord;
import dev.saldo.out.postgres.Columns;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.wallet.LedgerJson.DecisionDetail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The columns of an operation: what one command is remembered by, what it was decided on and what
 * the call used. The answer is there unless the hold tells it: what was held is in its row and in
 * the decision, and an ended hold keeps how it ended.
 */
final class OperationRow {
  /** The columns that {@link #answer} reads, beside those of the hold. */
  static final String ALL = "o.wallet_id, o.operation, o.key, o.content, o.answer, o.decision";

  /**
   * What is stored of one command.
   *
   * @param number of the command
   * @param hold the hold it made or ended
   */
  record Operation(
      long number,
      Optional<CommandKey> key,
      OptionalLong hold,
      Optional<Outcome> answer,
      Optional<DecisionDetail> decision,
      Optional<UsageRecord> usage) {

    /** Empty when there is nothing to remember, to explain or to count. */
    static Optional<Operation> of(Write write) {
      Optional<DecisionDetail> decision = write.change().decision().map(DecisionDetail::of);
      Optional<UsageRecord> usage = write.change().usage();
      if (write.key().isEmpty() && decision.isEmpty() && usage.isEmpty()) {
        return Optional.empty();
      }
      Optional<Hold> ended = write.change().holds().stream().filter(write::isAnsweredBy).findAny();
      long number = write.change().wallet().lastNumber();
      boolean made = decision.isPresent() && decision.get().taken().isPresent();
      OptionalLong hold = made ? OptionalLong.of(number) : numberOf(ended, usage);
      return Optional.of(
          new Operation(
              number,
              write.key(),
              hold,
              made || ended.isPresent() ? Optional.empty() : write.answer(),
              decision,
              usage));
    }

    private static OptionalLong numberOf(Optional<Hold> ended, Optional<UsageRecord> usage) {
      if (ended.isPresent()) {
        return OptionalLong.of(ended.get().number());
      }
      return usage.isPresent() ? usage.get().hold() : OptionalLong.empty();
    }
  }

  private static final Rows<Of<Operation>> ROWS =
      Of.<Operation>recordedRows("operation")
          .number("number", row -> row.value().number())
          .optionalText("operation", row -> row.value().key().map(CommandKey::operation))
          .optionalText("key", row -> row.value().key().map(CommandKey::key))
          .optionalDigest("content", row -> row.value().key().map(CommandKey::content))
          .optionalNumber("hold_number", row -> row.value().hold())
          .optionalText("answer", row -> row.value().answer().map(AnswerCodec::write))
          .optionalText("decision", row -> row.value().decision().map(OperationRow::json))
          .optionalText("usage", row -> row.value().usage().map(OperationRow::json));

  private static final Rows.Statement INSERT = ROWS.insert();

  private OperationRow() {}

  static Sql insert(List<Of<Operation>> operations) {
    return ROWS.sql(INSERT, operations);
  }

  static StoredAnswer answer(ResultSet row) throws SQLException {
    return new StoredAnswer(Columns.digest(row, "content"), outcome(row));
  }

  private static Outcome outcome(ResultSet row) throws SQLException {
    String answer = row.getString("answer");
    if (answer != null) {
      return AnswerCodec.read(answer);
    }
    Hold hold = HoldRow.hold(row);
    String decision = row.getString("decision");
    if (decision == null) {
      return hold.end().orElseThrow().answer();
    }
    return AuthorizeOutcome.Held.of(
        new HoldId(WalletRow.id(row), hold.number()),
        hold.asMade(),
        decision(decision).decision(hold.number(), Optional.of(hold)));
  }

  /** A decision, with the columns of the hold that it made, if it made one. */
  static DecisionRecord decision(ResultSet row, long number) throws SQLException {
    DecisionDetail detail = decision(row.getString("decision"));
    return detail.decision(
        number, detail.call().isPresent() ? Optional.empty() : Optional.of(HoldRow.hold(row)));
  }

  static DecisionDetail decision(String json) {
    return Json.read(LedgerJson.MAPPER, json, DecisionDetail.class);
  }

  private static String json(Object document) {
    return Json.write(LedgerJson.MAPPER, document);
  }
}
