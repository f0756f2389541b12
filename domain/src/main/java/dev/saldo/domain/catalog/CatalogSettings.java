package dev.saldo.domain.catalog;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.OverrideEffect;
import java.util.Optional;

/**
 * What a tenant has decided once for all of its catalogue.
 *
 * @param approvalOverDailyCalls an override that gives a user more calls a day than this needs a
 *     second person; empty when none does
 * @param approvalOverMonthlyCalls the same for calls a month
 * @param autoCreateCustomers the plan on which the first call of an unknown customer opens it;
 *     empty when customers are only opened by whoever administers them
 */
public record CatalogSettings(
    Optional<Long> approvalOverDailyCalls,
    Optional<Long> approvalOverMonthlyCalls,
    Optional<String> autoCreateCustomers) {
  /** Nothing is decided. */
  public static final CatalogSettings NONE =
      new CatalogSettings(Optional.empty(), Optional.empty());

  public CatalogSettings {
    require(
        approvalOverDailyCalls.orElse(0L) >= 0 && approvalOverMonthlyCalls.orElse(0L) >= 0,
        "a size must not be negative");
  }

  /** Settings by which no call opens a customer. */
  public CatalogSettings(
      Optional<Long> approvalOverDailyCalls, Optional<Long> approvalOverMonthlyCalls) {
    this(approvalOverDailyCalls, approvalOverMonthlyCalls, Optional.empty());
  }

  /** The same, but a call of an unknown customer opens it on this plan. */
  public CatalogSettings withAutoCreation(String plan) {
    return new CatalogSettings(approvalOverDailyCalls, approvalOverMonthlyCalls, Optional.of(plan));
  }

  /** Whether somebody else than its maker has to approve the override. */
  public boolean needsApproval(MatrixOverride override) {
    return switch (override.effect()) {
      case OverrideEffect.Add add ->
          exceeds(add.dailyCalls().or(CatalogSettings::unlimited), approvalOverDailyCalls)
              || exceeds(
                  add.monthlyCalls().or(CatalogSettings::unlimited), approvalOverMonthlyCalls);
      case OverrideEffect.Replace replace ->
          exceeds(replace.dailyCalls(), approvalOverDailyCalls)
              || exceeds(replace.monthlyCalls(), approvalOverMonthlyCalls);
      case OverrideEffect.Exclude() -> false;
    };
  }

  private static Optional<Long> unlimited() {
    return Optional.of(Long.MAX_VALUE);
  }

  private static boolean exceeds(Optional<Long> given, Optional<Long> size) {
    return given.isPresent() && size.isPresent() && given.get() > size.get();
  }
}
