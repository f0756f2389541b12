package dev.saldo.in.rest.identity;

import dev.saldo.domain.identity.ClockMove;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a test clock is to stand. */
@Schema(
    name = "TestClockRequest",
    description = "Where the clock is to stand: exactly one of `at` and `advance`.")
public record TestClockRequest(
    @Schema(
            description =
                "Not before the clock, and at most 366 days after it: move it several times to go "
                    + "farther",
            examples = "2026-12-01T00:00:00-03:00")
        @Nullable OffsetDateTime at,
    @Schema(
            description =
                "How much further: an ISO 8601 duration of at most 366 days, in which a day is 24 "
                    + "hours. `PT0S` stops a clock that was never set",
            examples = "P1D")
        @Nullable String advance) {

  ClockMove toMove() {
    if (at != null && advance == null) {
      return new ClockMove.To(at.toInstant());
    }
    if (advance != null && at == null) {
      return new ClockMove.By(Reading.value("advance", advance, WireText::duration));
    }
    throw Reading.invalid("", "at_or_advance", "rule.at_or_advance");
  }

  /** The member that was given. */
  String member() {
    return at == null ? "advance" : "at";
  }
}
