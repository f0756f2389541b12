package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.pricing.ProviderCost;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the children of a hold came to, told on the hold: a call of several steps under one budget.
 *
 * @param children how many there were
 * @param open how many of them are open
 * @param charged what they were charged in all
 * @param costs what providers charge for them, one sum for each currency
 */
public record Run(int children, int open, Credits charged, List<ProviderCost> costs) {
  /** No child yet. */
  public static final Run NONE = new Run(0, 0, Credits.ZERO, List.of());

  public Run {
    costs = List.copyOf(costs);
  }

  /** With one child more, which is open. */
  Run begun() {
    return new Run(children + 1, open + 1, charged, costs);
  }

  /** With one child less that is open. */
  Run ended() {
    return new Run(children, open - 1, charged, costs);
  }

  /** With the charge and the cost of a child. */
  Run with(Credits credits, Optional<ProviderCost> cost) {
    return new Run(
        children, open, charged.plus(credits), cost.map(each -> sum(each, false)).orElse(costs));
  }

  /** Without a charge and a cost that were counted before. */
  Run without(Credits credits, Optional<ProviderCost> cost) {
    return new Run(
        children, open, charged.minus(credits), cost.map(each -> sum(each, true)).orElse(costs));
  }

  private List<ProviderCost> sum(ProviderCost cost, boolean taken) {
    List<ProviderCost> sums = new ArrayList<>(costs);
    BigDecimal amount = taken ? cost.amount().negate() : cost.amount();
    for (ProviderCost each : costs) {
      if (each.currency().equals(cost.currency())) {
        sums.remove(each);
        amount = amount.add(each.amount());
      }
    }
    sums.add(new ProviderCost(amount, cost.currency()));
    return sums;
  }
}
