package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanVersion;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a call really used, what it cost the customer and us, with the versions that priced it.
 *
 * @param number identifies it in its wallet
 * @param hold the number of the hold it settled; empty for usage that had none
 * @param at when it was charged, or corrected
 * @param day the customer's local date when it was settled, of usage without a hold when it was
 *     used; roll-ups are kept by it
 * @param credits what the usage costs at the frozen price
 * @param charged what the customer really paid or owes
 * @param notCharged what the policy let go
 * @param cost what the provider charges us; empty when the cost list has no row for the model
 * @param run the number of the hold of the run it belongs to
 * @param corrects what was counted for the call before; empty for its first settlement
 * @param direct where usage without a hold counts
 * @param succeeded whether the call did what it was for
 */
public record UsageRecord(
    long number,
    OptionalLong hold,
    Instant at,
    LocalDate day,
    Optional<String> user,
    String feature,
    Optional<String> activity,
    ModelId model,
    String role,
    TokenUsage usage,
    Credits credits,
    Credits charged,
    Credits notCharged,
    Optional<ProviderCost> cost,
    Versions versions,
    boolean succeeded,
    Evidence evidence,
    boolean late,
    Map<String, String> metadata,
    OptionalLong run,
    Optional<Corrected> corrects,
    Optional<Direct> direct) {
  public UsageRecord {
    metadata = Map.copyOf(metadata);
  }

  /**
   * What a settlement counted, which no longer counts: in totals it is taken off the same day.
   *
   * @param at when it was settled
   */
  public record Corrected(
      Instant at,
      ModelId model,
      TokenUsage usage,
      Credits credits,
      Credits charged,
      Credits notCharged,
      Optional<ProviderCost> cost) {}

  /**
   * What is known of usage that had no hold.
   *
   * @param usedAt when it was used
   * @param plan the plan by whose policy it was charged, that of its arrival
   * @param counted the counters in which it counts, with the windows of its own time
   */
  public record Direct(
      String source,
      String id,
      Instant usedAt,
      PlanVersion plan,
      OverrunPolicy overrun,
      List<CounterKey> counted) {
    public Direct {
      counted = List.copyOf(counted);
    }
  }

  /** When the customer was active: a correction is no activity. */
  public Instant activeAt() {
    return direct.map(Direct::usedAt).or(() -> corrects.map(Corrected::at)).orElse(at);
  }

  /** The versions that priced a call; {@code cost} is 0 when there was no cost list. */
  public record Versions(String plan, int planVersion, int price, int cost) {}
}
