package dev.saldo.domain.wallet;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Posts what time has made due in a wallet, each at its own due time and in that order, so the
 * ledger never depends on when somebody looked. At the same instant: children expire, then other
 * holds, then what the plan lets roll over is carried into the next cycle, then grants lapse, then
 * the cycle renews, then scheduled grants arrive.
 */
final class Overdue {
  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::at).thenComparing(Due::rank).thenComparingLong(Due::number);

  private final Draft draft;
  private final Instant now;
  private final PriorityQueue<Due> queue = new PriorityQueue<>(ORDER);

  private Overdue(Draft draft, Instant now) {
    this.draft = draft;
    this.now = now;
  }

  private enum Rank {
    CHILD_EXPIRES,
    HOLD_EXPIRES,
    CREDITS_ROLL_OVER,
    GRANT_LAPSES,
    CYCLE_RENEWS,
    GRANT_ARRIVES
  }

  private record Due(Instant at, Rank rank, long number) {}

  static void post(Draft draft, Instant now) {
    if (draft.wallet().nextDue().isAfter(now)) {
      return;
    }
    new Overdue(draft, now).postAll();
  }

  /** A time before which nothing will be overdue, as far as a draft at {@code now} can see. */
  static Instant next(Draft draft, Snapshot before, Instant now) {
    Instant next = draft.wallet().cycle().end();
    for (Grant grant : draft.grants()) {
      if (grant.scheduled()) {
        next = earlier(next, grant.effectiveAt());
      } else if (!grant.available().isZero()) {
        next = earlier(next, grant.expiresAt().orElse(Instant.MAX));
      }
    }
    for (Hold hold : draft.openHolds()) {
      next = earlier(next, hold.expiresAt());
    }
    Instant known = before.wallet().map(Wallet::nextDue).orElse(Instant.MAX);
    return earlier(next, known.isAfter(now) ? known : before.laterExpiry().orElse(Instant.MAX));
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  private void postAll() {
    for (Hold hold : draft.openHolds()) {
      Rank rank = hold.parent().isPresent() ? Rank.CHILD_EXPIRES : Rank.HOLD_EXPIRES;
      add(hold.expiresAt(), rank, hold.number());
    }
    draft.grants().forEach(this::watch);
    watchCycle();
    for (Due due = queue.poll(); due != null; due = queue.poll()) {
      draft.begin(due.at(), Actor.SYSTEM, Optional.empty());
      switch (due.rank()) {
        case CHILD_EXPIRES, HOLD_EXPIRES -> expire(draft.hold(due.number()).orElseThrow());
        case CREDITS_ROLL_OVER -> Allowance.rollOver(draft).ifPresent(this::watch);
        case GRANT_LAPSES -> lapse(draft.grant(due.number()));
        case CYCLE_RENEWS -> renew();
        case GRANT_ARRIVES -> draft.arrive(draft.grant(due.number()));
      }
      draft.repayDebt();
    }
  }

  private void add(Instant at, Rank rank, long number) {
    if (!at.isAfter(now)) {
      queue.add(new Due(at, rank, number));
    }
  }

  private void watchCycle() {
    Wallet wallet = draft.wallet();
    if (wallet.terms().rollover().isPresent()) {
      add(wallet.cycle().end(), Rank.CREDITS_ROLL_OVER, 0);
    }
    add(wallet.cycle().end(), Rank.CYCLE_RENEWS, 0);
  }

  private void watch(Grant grant) {
    if (grant.scheduled()) {
      add(grant.effectiveAt(), Rank.GRANT_ARRIVES, grant.id().number());
    }
    if (!grant.available().isZero() || grant.scheduled() || !grant.buckets().held().isZero()) {
      grant
          .expiresAt()
          .filter(time -> time.isAfter(draft.wallet().lastAt()))
          .ifPresent(time -> add(time, Rank.GRANT_LAPSES, grant.id().number()));
    }
  }

  private void expire(Hold hold) {
    for (Hold.Line line : hold.lines()) {
      draft.giveBack(hold, line, line.credits());
    }
    draft.giveBackUncovered(hold, hold.uncovered());
    draft.count(hold.freeing());
    if (hold.parent().isPresent()) {
      RunFunds.of(draft, hold).tell(Run::ended);
    }
    draft.put(hold.ended(Hold.State.EXPIRED, Optional.empty()));
  }

  private void lapse(Grant grant) {
    draft.post(
        EntryKind.EXPIRY,
        Account.AVAILABLE,
        Account.EXPIRED,
        grant.available(),
        OptionalLong.of(grant.id().number()),
        0);
  }

  private void renew() {
    draft.renew();
    Wallet wallet = draft.wallet();
    Allowance.grant(draft, wallet.allowanceOn(wallet.terms())).ifPresent(this::watch);
    watchCycle();
  }
}
