package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.pricing.ProviderCost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What settling a hold led to. */
public sealed interface SettleOutcome extends Outcome {

  /**
   * The call is charged.
   *
   * @param state {@code SETTLED}, or {@code EXPIRED} when it came late
   * @param rated what the usage costs at the frozen price
   * @param charged what was taken from grants and what became debt
   * @param lines what was taken from which grant
   * @param debt the part that became debt
   * @param returned what went back from the hold
   * @param notCharged what the overrun policy let go
   * @param late whether the hold had expired
   */
  record Settled(
      HoldId id,
      Hold.State state,
      Instant at,
      Credits rated,
      Credits charged,
      List<Hold.Line> lines,
      Credits debt,
      Credits returned,
      Credits notCharged,
      Optional<ProviderCost> cost,
      int priceVersion,
      boolean late,
      Set<Flag> flags,
      Standing standing)
      implements SettleOutcome {
    public Settled {
      lines = List.copyOf(lines);
      flags = Set.copyOf(flags);
    }
  }

  /** What an operator should look at. */
  enum Flag {
    /** The model used was none of the candidates. */
    OFF_ROUTE,
    /** No price row matched, so nothing could be charged. */
    PRICE_INCOMPLETE,
    /** The wallet had less than it cost, and the plan only observes: the rest is not charged. */
    OBSERVED
  }

  /** It was settled before with other content. */
  record AlreadySettled() implements SettleOutcome, ReleaseOutcome {}

  /** It was released before. */
  record AlreadyReleased() implements SettleOutcome {}

  /** The charge is above the hold and the plan refuses that; the hold stays. */
  record OverrunRejected(Credits rated, Credits held) implements SettleOutcome {}

  /** There is no such hold in the wallet. */
  record HoldUnknown() implements SettleOutcome, ReleaseOutcome {}
}
