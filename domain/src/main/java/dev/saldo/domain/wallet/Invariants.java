package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What must be true of every change before it is stored. A breach is a bug: it throws, and nothing
 * is written.
 */
final class Invariants {
  private Invariants() {}

  static void check(Snapshot before, Change change) {
    Balances was = before.wallet().map(Wallet::balances).orElse(Balances.EMPTY);
    Wallet after = change.wallet();
    Balances is = after.balances();
    require(is.sumToZero(), "the accounts must sum to zero", after);
    for (Grant grant : change.grants()) {
      require(grant.isWhole(), "a grant must add up to its amount", grant);
    }
    long available = difference(was, is, Balances::available);
    require(
        moved(before, change, Grant.Buckets::available) == available,
        "what is available must come from grants",
        change);
    require(
        moved(before, change, Grant.Buckets::held) == difference(was, is, Balances::held),
        "what is held must come from grants",
        change);
    require(
        pinned(before, change) == difference(was, is, Balances::held),
        "what is held must be pinned by open holds",
        change);
    requireRepaid(before, change);
    requireChain(before.wallet().map(Wallet::sequence).orElse(0L), change);
  }

  /** Whoever owes has no credits that repay: they would have. */
  private static void requireRepaid(Snapshot before, Change change) {
    if (change.wallet().balances().debt().isZero()) {
      return;
    }
    Map<Long, Grant> grants = new TreeMap<>(before.grants());
    change.grants().forEach(grant -> grants.put(grant.id().number(), grant));
    for (Grant grant : grants.values()) {
      require(
          !grant.repaysDebt() || grant.available().isZero(),
          "debt and credits that repay it must not stand side by side",
          grant);
    }
  }

  private static void requireChain(long sequence, Change change) {
    long next = sequence;
    for (Entry entry : change.entries()) {
      require(entry.sequence() == ++next, "sequences must have no gap", entry);
    }
    require(change.wallet().sequence() == next, "the wallet must end its chain", change);
  }

  private static long difference(Balances was, Balances is, Function<Balances, Credits> account) {
    return account.apply(is).micros() - account.apply(was).micros();
  }

  /** By how much the changed grants together have changed, in micro-credits. */
  private static long moved(
      Snapshot before, Change change, Function<Grant.Buckets, Credits> bucket) {
    long moved = 0;
    for (Grant grant : change.grants()) {
      Grant old = before.grants().get(grant.id().number());
      moved += bucket.apply(grant.buckets()).micros();
      moved -= old == null ? 0 : bucket.apply(old.buckets()).micros();
    }
    return moved;
  }

  /** By how much the changed holds pin more or less, in micro-credits. */
  private static long pinned(Snapshot before, Change change) {
    long pinned = 0;
    for (Hold hold : change.holds()) {
      Hold old = before.holds().get(hold.number());
      pinned += open(hold) - (old == null ? 0 : open(old));
    }
    return pinned;
  }

  private static long open(Hold hold) {
    return hold.state() == Hold.State.HELD ? hold.covered().micros() : 0;
  }

  private static void require(boolean holds, String rule, Object subject) {
    if (!holds) {
      throw new IllegalStateException(rule + ": " + subject);
    }
  }
}
