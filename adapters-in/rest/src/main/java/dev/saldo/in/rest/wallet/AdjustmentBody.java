package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.AdjustCredits;
import dev.saldo.domain.wallet.AdjustOutcome;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A correction on the wire. */
@Schema(
    name = "Adjustment",
    description = "A correction of a customer's credits that was made.",
    requiredProperties = {"credits", "reason", "lines", "repaid", "balance", "created_at"})
public record AdjustmentBody(
    @Schema(description = "What was added, or with a minus taken", examples = "-3") String credits,
    @Schema(examples = "counted twice on Monday") String reason,
    @Schema(description = "The grant that came in, or what was taken from which grant, in order")
        List<GrantLineBody> lines,
    @Schema(description = "Debt that was repaid from what came in", examples = "0") String repaid,
    @Schema(description = "Right after it") BalanceBody balance,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:00:05-03:00")
        OffsetDateTime createdAt) {
  public AdjustmentBody {
    lines = List.copyOf(lines);
  }

  static AdjustmentBody from(AdjustCredits.Done done) {
    AdjustOutcome.Adjusted outcome = done.outcome();
    return new AdjustmentBody(
        outcome.adjustment().toString(),
        outcome.reason(),
        GrantLineBody.from(done.wallet(), outcome.lines()),
        outcome.repaid().toString(),
        BalanceBody.from(outcome.standing()),
        OffsetDateTime.ofInstant(outcome.at(), outcome.standing().zone()));
  }
}
