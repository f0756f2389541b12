package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.PlanVersion;
import dev.saldo.domain.pricing.ProviderCost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What charging usage without a hold led to. */
public sealed interface UsageOutcome extends Outcome {

  /**
   * It is charged.
   *
   * @param at when it was charged
   * @param usedAt when it was used
   * @param plan that of the time of the usage, whose prices it has
   * @param rated what the usage costs
   * @param charged what was taken from grants and what became debt
   * @param lines what was taken from which grant
   * @param debt the part that became debt
   * @param notCharged what the overrun policy let go
   */
  record Charged(
      UsageEventId id,
      Instant at,
      Instant usedAt,
      PlanVersion plan,
      ModelId model,
      Credits rated,
      Credits charged,
      List<Hold.Line> lines,
      Credits debt,
      Credits notCharged,
      Optional<ProviderCost> cost,
      int priceVersion,
      Set<SettleOutcome.Flag> flags,
      Standing standing)
      implements UsageOutcome {
    public Charged {
      lines = List.copyOf(lines);
      flags = Set.copyOf(flags);
    }
  }

  /** There is no such feature; or no model was named, and the matrix offers none. */
  record NoRoute(Resolution.Reason reason) implements UsageOutcome {}

  /**
   * It was used too long ago, or in a time to come.
   *
   * @param from the earliest time that is accepted
   * @param to the latest time that is accepted
   */
  record OutsideTime(Instant from, Instant to) implements UsageOutcome {}
}
