package dev.saldo.verification.simulation;

import dev.saldo.out.postgres.wallet.Flaw;
import dev.saldo.out.postgres.wallet.SimulatedRules;
import java.util.Set;

/**
 * What is simulated: the product, or a copy of it that is broken on purpose.
 *
 * @param flaws what its database does wrong
 */
public record Copy(SimulatedRules rules, Set<Flaw> flaws) {
  /** The product as it is. */
  public static final Copy REAL = new Copy(SimulatedRules.REAL, Set.of());

  public Copy {
    flaws = Set.copyOf(flaws);
  }
}
