package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;

/**
 * The balance that answers carry.
 *
 * @param available credits free to use now
 * @param held credits set aside by open holds
 * @param posted available, held and frozen together
 * @param debt what is owed
 * @param expiringNext the credits that lapse next, and when; empty when none ever do
 * @param zone the customer's, in which answers write times
 */
public record Standing(
    Credits available,
    Credits held,
    Credits posted,
    Credits debt,
    Optional<Expiring> expiringNext,
    ZoneId zone) {
  /** Credits that lapse at one instant. */
  public record Expiring(Credits credits, Instant at) {
    private Expiring sooner(Expiring other) {
      if (at.equals(other.at)) {
        return new Expiring(credits.plus(other.credits), at);
      }
      return at.isBefore(other.at) ? this : other;
    }
  }

  static Standing of(Wallet wallet, Collection<Grant> grants, Instant at) {
    Balances balances = wallet.balances();
    return new Standing(
        balances.available(),
        balances.held(),
        balances.posted(),
        balances.debt(),
        expiringNext(grants, at),
        wallet.zone());
  }

  private static Optional<Expiring> expiringNext(Collection<Grant> grants, Instant at) {
    Optional<Expiring> next = Optional.empty();
    for (Grant grant : grants) {
      if (grant.usableAt(at) && grant.expiresAt().isPresent()) {
        Expiring own = new Expiring(grant.available(), grant.expiresAt().get());
        next = Optional.of(next.isPresent() ? next.get().sooner(own) : own);
      }
    }
    return next;
  }
}
