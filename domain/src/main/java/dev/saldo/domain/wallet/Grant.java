package dev.saldo.domain.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Credits that came into a wallet, and where they are now. Always: amount = available + held +
 * frozen + spent + expired + voided, once the grant is effective; before that it is scheduled and
 * in no account.
 *
 * @param priority 0 to 100, lower burns first
 * @param effectiveAt from when it can be used
 * @param expiresAt when it lapses; empty for never
 * @param paid what a purchase cost
 * @param scheduled whether it waits for {@code effectiveAt}
 */
public record Grant(
    GrantId id,
    GrantSource source,
    Credits amount,
    int priority,
    Instant createdAt,
    Instant effectiveAt,
    Optional<Instant> expiresAt,
    Scope scope,
    Optional<Money> paid,
    Optional<String> reason,
    boolean scheduled,
    Buckets buckets) {
  /** The priority of a grant that names none. */
  public static final int DEFAULT_PRIORITY = 50;

  /** The largest priority. */
  public static final int PRIORITY_MAX = 100;

  /**
   * The order in which grants are used: priority, then soonest expiry, then unpaid before paid,
   * then oldest.
   */
  public static final Comparator<Grant> BURN_ORDER =
      Comparator.comparingInt(Grant::priority)
          .thenComparing(grant -> grant.expiresAt().orElse(Instant.MAX))
          .thenComparing(grant -> grant.paid().isPresent())
          .thenComparingLong(grant -> grant.id().number());

  public Grant {
    require(amount.exceeds(Credits.ZERO), "a grant must be more than nothing");
    require(priority >= 0 && priority <= PRIORITY_MAX, "must be 0 to 100");
    require(
        expiresAt.isEmpty() || expiresAt.get().isAfter(effectiveAt),
        "a grant must expire after it becomes effective");
  }

  /** Credits that an amended charge gives back, from now on and for ever. */
  static Grant adjustment(Draft draft, Credits credits) {
    return new Grant(
        new GrantId(draft.wallet().id(), draft.number()),
        GrantSource.ADJUSTMENT,
        credits,
        DEFAULT_PRIORITY,
        draft.at(),
        draft.at(),
        Optional.empty(),
        Scope.ALL,
        Optional.empty(),
        Optional.empty(),
        false,
        Buckets.EMPTY);
  }

  /** Credits free to use. */
  public Credits available() {
    return buckets.available();
  }

  /** Whether a call can use it, if its scope allows: effective, not lapsed, something left. */
  public boolean usableAt(Instant at) {
    return !scheduled && !available().isZero() && !isExpiredAt(at);
  }

  /** Whether a call of this feature and model can use it. */
  public boolean usableFor(String feature, ModelId model, Instant at) {
    return usableAt(at) && scope.allows(feature, model);
  }

  /** Whether it repays debt: everything but promotions and scoped grants does. */
  public boolean repaysDebt() {
    return source != GrantSource.PROMO && scope.isAll();
  }

  /** Whether its time has run out. */
  public boolean isExpiredAt(Instant at) {
    return expiresAt.isPresent() && !at.isBefore(expiresAt.get());
  }

  /** Whether credits of it can still move: it is scheduled, or something is left or held. */
  public boolean isLive() {
    return scheduled || !buckets.live().isZero();
  }

  /** Whether no credit of it was lost or counted twice. */
  public boolean isWhole() {
    return buckets.total().equals(scheduled ? Credits.ZERO : amount);
  }

  Grant activated() {
    return with(false, buckets);
  }

  Grant after(Account from, Account to, Credits moved) {
    return with(scheduled, buckets.after(from, to, moved));
  }

  private Grant with(boolean isScheduled, Buckets now) {
    return new Grant(
        id,
        source,
        amount,
        priority,
        createdAt,
        effectiveAt,
        expiresAt,
        scope,
        paid,
        reason,
        isScheduled,
        now);
  }

  /** Where the credits of a grant are. */
  public record Buckets(
      Credits available,
      Credits held,
      Credits frozen,
      Credits spent,
      Credits expired,
      Credits voided) {
    /** Nothing anywhere. */
    public static final Buckets EMPTY =
        new Buckets(
            Credits.ZERO, Credits.ZERO, Credits.ZERO, Credits.ZERO, Credits.ZERO, Credits.ZERO);

    Credits live() {
      return available.plus(held).plus(frozen);
    }

    Credits total() {
      return live().plus(spent).plus(expired).plus(voided);
    }

    Buckets after(Account from, Account to, Credits moved) {
      return with(from, moved, false).with(to, moved, true);
    }

    private Buckets with(Account account, Credits moved, boolean add) {
      return new Buckets(
          account == Account.AVAILABLE ? change(available, moved, add) : available,
          account == Account.HELD ? change(held, moved, add) : held,
          account == Account.FROZEN ? change(frozen, moved, add) : frozen,
          account == Account.SPENT || (account == Account.DEBT && add)
              ? change(spent, moved, add)
              : spent,
          account == Account.EXPIRED ? change(expired, moved, add) : expired,
          account == Account.VOIDED ? change(voided, moved, add) : voided);
    }

    private static Credits change(Credits value, Credits moved, boolean add) {
      return add ? value.plus(moved) : value.minus(moved);
    }
  }
}
