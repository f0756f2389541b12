package dev.saldo.domain.plan;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a call is expected to bring and to cost, beside the least that its plan wants to keep.
 *
 * @param revenue what its credits are worth
 * @param cost what the provider charges, in the revenue's currency; empty when nobody knows, for
 *     want of a cost row or an exchange rate
 * @param floor the part of the revenue that must be left, from 0 to below 1
 * @param currency of revenue and cost
 */
public record Margin(
    BigDecimal revenue, Optional<BigDecimal> cost, BigDecimal floor, String currency) {

  /**
   * Whether less is left than the plan wants, or nobody can tell. Revenue - cost ≥ floor × revenue
   * must hold, exactly.
   */
  public boolean isBelowFloor() {
    return cost.map(spent -> revenue.subtract(spent).compareTo(floor.multiply(revenue)) < 0)
        .orElse(true);
  }
}
