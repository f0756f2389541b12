package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.PlanVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * A customer's move from one version of a plan to another, of the same plan or a different one.
 *
 * @param at when it takes effect
 * @param credits what it gives then: now, the difference for the rest of the cycle; at the end of
 *     the cycle, the allowance of the next one
 * @param replaced the target of a scheduled change that this one has taken the place of
 */
public record PlanChange(
    PlanVersion from,
    PlanVersion to,
    ChangeTime time,
    Instant at,
    Credits credits,
    Optional<PlanVersion> replaced) {

  /** The change that waits for the end of a wallet's cycle; empty when none is scheduled. */
  public static Optional<PlanChange> scheduledIn(Wallet wallet) {
    return wallet
        .nextTerms()
        .map(
            next ->
                new PlanChange(
                    wallet.terms().named(),
                    next.named(),
                    ChangeTime.END_OF_CYCLE,
                    wallet.cycle().end(),
                    wallet.allowanceOn(next),
                    Optional.empty()));
  }

  PlanChange replacing(Optional<PlanTerms> before) {
    Optional<PlanVersion> other = before.map(PlanTerms::named).filter(name -> !name.equals(to));
    return new PlanChange(from, to, time, at, credits, other);
  }
}
