package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.pricing.ProviderCost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What correcting a settlement led to. */
public sealed interface AmendOutcome extends Outcome
    permits AmendOutcome.Amended,
        AmendOutcome.NotSettled,
        AmendOutcome.NotEstimated,
        AmendOutcome.AlreadyAmended,
        AmendOutcome.TooLate,
        SettleOutcome.AlreadyReleased,
        SettleOutcome.OverrunRejected,
        SettleOutcome.HoldUnknown {

  /**
   * The call is charged what it really used.
   *
   * @param rated what the usage costs at the frozen price
   * @param charged what the call is charged now, in all
   * @param lines of which grants that is
   * @param debt the part of it that became debt
   * @param returned what went back, to the grants that had paid or off the debt
   * @param expired what would have gone back to grants that have lapsed
   * @param granted a new grant, in place of what had become debt and was repaid since
   * @param notCharged what the overrun policy let go, in all
   */
  record Amended(
      HoldId id,
      Instant at,
      Credits rated,
      Credits charged,
      List<Hold.Line> lines,
      Credits debt,
      Credits returned,
      Credits expired,
      Optional<Given> granted,
      Credits notCharged,
      Optional<ProviderCost> cost,
      int priceVersion,
      Set<SettleOutcome.Flag> flags,
      Standing standing)
      implements AmendOutcome {
    public Amended {
      lines = List.copyOf(lines);
      flags = Set.copyOf(flags);
    }
  }

  /** Credits that came in with a new grant. */
  record Given(long grant, Credits credits) {}

  /** Nothing has been charged that could be corrected. */
  record NotSettled() implements AmendOutcome {}

  /** What was charged was no estimate. */
  record NotEstimated() implements AmendOutcome {}

  /** It was corrected before with other content. */
  record AlreadyAmended() implements AmendOutcome {}

  /**
   * It was settled too long ago.
   *
   * @param until when it could have been corrected at last
   */
  record TooLate(Instant until) implements AmendOutcome {}
}
