package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.time.Instant;
import java.util.List;

/** What correcting a wallet led to. */
public sealed interface AdjustOutcome extends Outcome
    permits AdjustOutcome.Adjusted,
        AdjustOutcome.InsufficientAvailable,
        GrantOutcome.BalanceTooLarge {
  /**
   * The credits came or went.
   *
   * @param lines the grant that came in, or what was taken from which grant, in burn order
   * @param repaid how much debt was repaid from what came in
   * @param number of the command
   */
  record Adjusted(
      Adjustment adjustment,
      String reason,
      List<Hold.Line> lines,
      Credits repaid,
      Instant at,
      Standing standing,
      long number)
      implements AdjustOutcome {
    public Adjusted {
      lines = List.copyOf(lines);
    }
  }

  /**
   * More was to be taken than is available; nothing was.
   *
   * @param available what could be taken
   */
  record InsufficientAvailable(Credits available) implements AdjustOutcome {}
}
