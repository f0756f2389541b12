package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a call really used, what it cost the customer and us, with the versions that priced it.
 *
 * @param number identifies it in its wallet
 * @param hold the number of the hold it settled
 * @param at when it was settled, or corrected
 * @param day the customer's local date when it was settled; roll-ups are kept by it
 * @param credits what the usage costs at the frozen price
 * @param charged what the customer really paid or owes
 * @param notCharged what the policy let go
 * @param cost what the provider charges us; empty when the cost list has no row for the model
 * @param run the number of the hold of the run it belongs to
 * @param corrects what was counted for the call before; empty for its first settlement
 * @param succeeded whether the call did what it was for
 */
public record UsageRecord(
    long number,
    long hold,
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
    Optional<Corrected> corrects) {
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

  /** When the call was settled; a correction is no activity of the customer. */
  public Instant settledAt() {
    return corrects.map(Corrected::at).orElse(at);
  }

  /** The versions that priced a call; {@code cost} is 0 when there was no cost list. */
  public record Versions(String plan, int planVersion, int price, int cost) {}
}
