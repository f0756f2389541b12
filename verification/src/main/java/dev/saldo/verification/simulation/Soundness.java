package dev.saldo.verification.simulation;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.Account;
import dev.saldo.domain.wallet.Balances;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.wallet.StoredWallet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What must be true of a wallet at rest, whatever happened to it, computed from its entries: they
 * are numbered without a gap and chained, postings sum to zero, balances, grants and holds are what
 * they say, and nothing is held any more.
 */
final class Soundness {
  private final StoredWallet stored;
  private final Wallet wallet;
  private final List<String> faults = new ArrayList<>();
  private final Map<Account, BigInteger> accounts = new EnumMap<>(Account.class);
  private final Map<Long, Map<Account, BigInteger>> byGrant = new HashMap<>();
  private final Map<Long, BigInteger> heldByHold = new HashMap<>();
  private final Map<Long, BigInteger> pinnedByHold = new HashMap<>();

  private Soundness(StoredWallet stored) {
    this.stored = stored;
    this.wallet = stored.wallet();
  }

  /** What is not true. */
  static List<String> faults(StoredWallet stored) {
    Soundness check = new Soundness(stored);
    check.followEntries();
    check.checkBalances();
    stored.grants().forEach(check::checkGrant);
    check.checkHolds();
    check.checkCounters();
    check.checkRest();
    return check.faults;
  }

  private void followEntries() {
    long sequence = 0;
    Sha256 hash = Sha256.ZERO;
    for (Entry entry : stored.entries()) {
      require(
          entry.sequence() == ++sequence,
          "sequences have a gap: found, expected",
          entry.sequence(),
          sequence);
      require(entry.hash().equals(entry.hashAfter(hash)), "not chained: entry", sequence);
      require(entry.amount().exceeds(Credits.ZERO), "nothing moves: entry", sequence);
      hash = entry.hash();
      move(accounts, entry);
      entry
          .grant()
          .ifPresent(
              grant ->
                  move(byGrant.computeIfAbsent(grant, _ -> new EnumMap<>(Account.class)), entry));
      entry.hold().ifPresent(hold -> moveHeld(hold, entry));
      Entry.After after = entry.after();
      require(
          of(accounts, Account.AVAILABLE).equals(micros(after.available()))
              && of(accounts, Account.HELD).equals(micros(after.held()))
              && of(accounts, Account.FROZEN).equals(micros(after.frozen()))
              && of(accounts, Account.DEBT).negate().equals(micros(after.debt())),
          "balances do not chain: entry",
          sequence);
    }
    require(wallet.sequence() == sequence, "the wallet ends elsewhere:", wallet.sequence());
    require(wallet.lastHash().equals(hash), "the wallet ends another chain");
  }

  private static void move(Map<Account, BigInteger> where, Entry entry) {
    where.merge(entry.from(), micros(entry.amount()).negate(), BigInteger::add);
    where.merge(entry.to(), micros(entry.amount()), BigInteger::add);
  }

  private void moveHeld(long hold, Entry entry) {
    if (entry.to() == Account.HELD) {
      heldByHold.merge(hold, micros(entry.amount()), BigInteger::add);
      pinnedByHold.merge(hold, micros(entry.amount()), BigInteger::add);
    }
    if (entry.from() == Account.HELD) {
      BigInteger left = heldByHold.merge(hold, micros(entry.amount()).negate(), BigInteger::add);
      require(left.signum() >= 0, "more left than was held: hold", hold);
    }
  }

  private void checkBalances() {
    require(
        accounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add).signum() == 0,
        "postings do not sum to zero");
    for (Account account : Account.values()) {
      boolean source = account == Account.ISSUED || account == Account.DEBT;
      BigInteger expected = source ? of(accounts, account).negate() : of(accounts, account);
      require(
          micros(wallet.balances().of(account)).equals(expected) && expected.signum() >= 0,
          "wallet and entries differ: account, micros of the wallet, of its entries",
          account,
          wallet.balances().of(account).micros(),
          expected);
    }
  }

  /** What repays debt counts as spent, in the grant that repaid it. */
  private void checkGrant(Grant grant) {
    Map<Account, BigInteger> moved = byGrant.getOrDefault(grant.id().number(), Map.of());
    Grant.Buckets buckets = grant.buckets();
    BigInteger issued = grant.scheduled() ? BigInteger.ZERO : micros(grant.amount());
    require(
        of(moved, Account.ISSUED).negate().equals(issued)
            && of(moved, Account.AVAILABLE).equals(micros(buckets.available()))
            && of(moved, Account.HELD).equals(micros(buckets.held()))
            && of(moved, Account.FROZEN).equals(micros(buckets.frozen()))
            && of(moved, Account.SPENT).add(of(moved, Account.DEBT)).equals(micros(buckets.spent()))
            && of(moved, Account.EXPIRED).equals(micros(buckets.expired()))
            && of(moved, Account.VOIDED).equals(micros(buckets.voided())),
        "not what its entries say: grant",
        grant.id());
  }

  private void checkHolds() {
    Balances balances = wallet.balances();
    require(
        sum(open(), Hold::covered).equals(micros(balances.held()))
            && sum(stored.grants().stream(), grant -> grant.buckets().held())
                .equals(micros(balances.held())),
        "what is held is not what open holds and grants say");
    require(
        sum(open(), Hold::uncovered).equals(micros(balances.reservedDebt())),
        "reserved debt is not that of open holds");
    require(
        sum(stored.grants().stream(), Grant::available).equals(micros(balances.available())),
        "what is available is not what grants say");
    for (Hold hold : stored.holds()) {
      BigInteger pinned = pinnedByHold.getOrDefault(hold.number(), BigInteger.ZERO);
      BigInteger left = heldByHold.getOrDefault(hold.number(), BigInteger.ZERO);
      boolean isOpen = hold.state() == Hold.State.HELD;
      require(
          pinned.equals(micros(hold.covered())) && left.equals(isOpen ? pinned : BigInteger.ZERO),
          "held wrongly: hold, state, pinned, left",
          hold.number(),
          hold.state(),
          pinned,
          left);
    }
  }

  private void checkCounters() {
    Map<CounterKey, Long> reserved = new HashMap<>();
    open()
        .flatMap(hold -> hold.reserving().stream())
        .forEach((CounterDelta delta) -> reserved.merge(delta.key(), delta.reserved(), Long::sum));
    for (Map.Entry<CounterKey, Counter> each : stored.counters().entrySet()) {
      require(
          each.getValue().reserved() == reserved.getOrDefault(each.getKey(), 0L),
          "reserves wrongly: counter, value",
          each.getKey(),
          each.getValue());
    }
  }

  private void checkRest() {
    require(open().findAny().isEmpty(), "a hold outlived its time");
    require(wallet.balances().held().isZero(), "held at rest:", wallet.balances().held());
    require(wallet.balances().reservedDebt().isZero(), "debt is reserved at rest");
    require(
        wallet.balances().debt().isZero()
            || stored.grants().stream()
                .noneMatch(grant -> grant.repaysDebt() && !grant.available().isZero()),
        "debt stands beside credits that repay it");
  }

  private Stream<Hold> open() {
    return stored.holds().stream().filter(hold -> hold.state() == Hold.State.HELD);
  }

  private void require(boolean holds, String otherwise, Object... values) {
    if (!holds) {
      faults.add("books: " + wallet.id() + ": " + otherwise + " " + List.of(values));
    }
  }

  private static BigInteger of(Map<Account, BigInteger> where, Account account) {
    return where.getOrDefault(account, BigInteger.ZERO);
  }

  private static <T> BigInteger sum(Stream<T> all, Function<T, Credits> part) {
    return all.map(part).map(Soundness::micros).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger micros(Credits credits) {
    return BigInteger.valueOf(credits.micros());
  }
}
