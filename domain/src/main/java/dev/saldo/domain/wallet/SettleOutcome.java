package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Instant;
import java.time.LocalDate;
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
   * @param estimated what was assumed; empty when the figures were no estimate
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
      Standing standing,
      Optional<Estimated> estimated)
      implements SettleOutcome {
    public Settled {
      lines = List.copyOf(lines);
      flags = Set.copyOf(flags);
    }
  }

  /**
   * An estimate that was charged, for a correction of it.
   *
   * @param day the customer's date that its usage counts on
   */
  record Estimated(TokenUsage usage, ModelId model, LocalDate day) {}

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
  record AlreadySettled() implements SettleOutcome, ReleaseOutcome, ExtendOutcome {}

  /** It was released before. */
  record AlreadyReleased() implements SettleOutcome, ExtendOutcome, AmendOutcome {}

  /** The charge is above the hold and the plan refuses that; the hold stays. */
  record OverrunRejected(Credits rated, Credits held) implements SettleOutcome, AmendOutcome {}

  /** There is no such hold in the wallet. */
  record HoldUnknown() implements SettleOutcome, ReleaseOutcome, ExtendOutcome, AmendOutcome {}

  /**
   * It is a run with open children; they end first.
   *
   * @param open how many
   */
  record ChildrenOpen(int open) implements SettleOutcome, ReleaseOutcome {}
}
