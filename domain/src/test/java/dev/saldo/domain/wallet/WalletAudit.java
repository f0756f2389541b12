package dev.saldo.domain.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.WindowKind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What must be true of the books whatever happened, computed from the entries alone: postings sum
 * to zero, balances and grants are what the entries say, open holds pin what is held, counters
 * reserve what open holds reserve, and nothing due is overlooked.
 */
final class WalletAudit {
  private final Map<Account, BigInteger> accounts = new EnumMap<>(Account.class);
  private final Map<Long, Map<Account, BigInteger>> byGrant = new HashMap<>();
  private long sequence;
  private Sha256 hash = Sha256.ZERO;
  private Instant latest = Instant.MIN;

  void check(
      Change change,
      Collection<Grant> grants,
      Collection<Hold> holds,
      Map<CounterKey, Counter> counters) {
    change.entries().forEach(this::follow);
    Wallet wallet = change.wallet();
    assertThat(wallet.sequence()).isEqualTo(sequence);
    assertThat(wallet.lastHash()).isEqualTo(hash);
    checkBalances(wallet.balances());
    grants.forEach(this::checkGrant);
    checkHolds(wallet.balances(), grants, holds);
    checkCounters(holds, counters);
    checkDebt(wallet, grants);
    checkDue(wallet, grants, holds);
  }

  private void follow(Entry entry) {
    assertThat(entry.sequence()).isEqualTo(++sequence);
    assertThat(entry.amount()).isGreaterThan(Credits.ZERO);
    assertThat(entry.from()).isNotEqualTo(entry.to());
    assertThat(entry.at()).isAfterOrEqualTo(latest);
    assertThat(entry.hash()).isEqualTo(entry.hashAfter(hash)).isNotEqualTo(hash);
    latest = entry.at();
    hash = entry.hash();
    move(accounts, entry);
    entry
        .grant()
        .ifPresent(
            grant ->
                move(byGrant.computeIfAbsent(grant, _ -> new EnumMap<>(Account.class)), entry));
    assertThat(of(accounts, Account.AVAILABLE)).isEqualTo(micros(entry.after().available()));
    assertThat(of(accounts, Account.HELD)).isEqualTo(micros(entry.after().held()));
    assertThat(of(accounts, Account.FROZEN)).isEqualTo(micros(entry.after().frozen()));
    assertThat(of(accounts, Account.DEBT)).isEqualTo(micros(entry.after().debt()).negate());
  }

  private static void move(Map<Account, BigInteger> where, Entry entry) {
    where.merge(entry.from(), micros(entry.amount()).negate(), BigInteger::add);
    where.merge(entry.to(), micros(entry.amount()), BigInteger::add);
  }

  private void checkBalances(Balances balances) {
    assertThat(accounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add)).isZero();
    for (Account account : Account.values()) {
      boolean source = account == Account.ISSUED || account == Account.DEBT;
      BigInteger expected = of(accounts, account);
      assertThat(micros(balances.of(account))).isEqualTo(source ? expected.negate() : expected);
    }
  }

  /** What repays debt counts as spent, in the grant that repaid it. */
  private void checkGrant(Grant grant) {
    Map<Account, BigInteger> moved = byGrant.getOrDefault(grant.id().number(), Map.of());
    Grant.Buckets buckets = grant.buckets();
    assertThat(of(moved, Account.ISSUED).negate())
        .isEqualTo(grant.scheduled() ? BigInteger.ZERO : micros(grant.amount()));
    assertThat(of(moved, Account.AVAILABLE)).isEqualTo(micros(buckets.available()));
    assertThat(of(moved, Account.HELD)).isEqualTo(micros(buckets.held()));
    assertThat(of(moved, Account.FROZEN)).isEqualTo(micros(buckets.frozen()));
    assertThat(of(moved, Account.SPENT).add(of(moved, Account.DEBT)))
        .isEqualTo(micros(buckets.spent()));
    assertThat(of(moved, Account.EXPIRED)).isEqualTo(micros(buckets.expired()));
    assertThat(of(moved, Account.VOIDED)).isEqualTo(micros(buckets.voided()));
  }

  private static void checkHolds(
      Balances balances, Collection<Grant> grants, Collection<Hold> holds) {
    assertThat(sum(open(holds).map(Hold::covered))).isEqualTo(micros(balances.held()));
    assertThat(sum(open(holds).map(Hold::uncovered))).isEqualTo(micros(balances.reservedDebt()));
    for (Grant grant : grants) {
      assertThat(
              sum(
                  open(holds)
                      .flatMap(hold -> hold.lines().stream())
                      .filter(line -> line.grant() == grant.id().number())
                      .map(Hold.Line::credits)))
          .isEqualTo(micros(grant.buckets().held()));
    }
  }

  private static void checkCounters(Collection<Hold> holds, Map<CounterKey, Counter> counters) {
    Map<CounterKey, Long> reserved = new HashMap<>();
    open(holds).forEach(hold -> reserve(hold, reserved));
    counters.forEach(
        (key, counter) -> {
          if (key.kind() != WindowKind.RATE) {
            assertThat(counter.reserved()).as("%s", key).isEqualTo(reserved.getOrDefault(key, 0L));
          }
        });
    assertThat(counters.keySet()).containsAll(reserved.keySet());
  }

  private static void reserve(Hold hold, Map<CounterKey, Long> reserved) {
    for (WindowKind kind : List.of(WindowKind.DAY, WindowKind.MONTH)) {
      CounterKey key =
          new CounterKey(
              hold.call().countedUser(),
              hold.call().feature(),
              hold.route().model().provider(),
              LimitUnit.CALLS,
              kind,
              start(hold, kind));
      reserved.merge(key, hold.calls(), Long::sum);
    }
    for (CounterKey key : hold.counted()) {
      if (key.kind() != WindowKind.RATE && isOn(hold.route().model(), key.target())) {
        long amount =
            switch (key.unit()) {
              case CALLS -> key.kind() == WindowKind.OPEN ? 1 : hold.calls();
              case TOKENS -> hold.estimate().tokens();
              case CREDITS -> hold.expected().orElse(hold.credits()).micros();
            };
        reserved.merge(key, amount, Long::sum);
      }
    }
  }

  /** Of the window that ran on from an earlier zone, or of that of the zone. */
  private static Instant start(Hold hold, WindowKind kind) {
    return hold.frozenTerms().carried().stream()
        .filter(window -> window.kind() == kind)
        .findFirst()
        .orElseGet(() -> kind.containing(hold.createdAt(), hold.frozenTerms().zone()))
        .start();
  }

  private static boolean isOn(ModelId model, String target) {
    return List.of("", model.provider(), model.toString()).contains(target);
  }

  /** Debt and credits that could repay it never stand side by side. */
  private static void checkDebt(Wallet wallet, Collection<Grant> grants) {
    if (!wallet.balances().debt().isZero()) {
      assertThat(grants)
          .filteredOn(
              grant ->
                  grant.source() != GrantSource.PROMO
                      && grant.scope().features().isEmpty()
                      && grant.scope().models().isEmpty())
          .allMatch(grant -> grant.available().isZero());
    }
  }

  private static void checkDue(Wallet wallet, Collection<Grant> grants, Collection<Hold> holds) {
    Instant now = wallet.lastAt();
    assertThat(wallet.cycle().end()).isAfter(now);
    assertThat(wallet.nextDue()).isAfter(now).isBeforeOrEqualTo(wallet.cycle().end());
    open(holds)
        .forEach(
            hold -> assertThat(hold.expiresAt()).isAfter(now).isAfterOrEqualTo(wallet.nextDue()));
    for (Grant grant : grants) {
      if (grant.scheduled()) {
        assertThat(grant.effectiveAt()).isAfter(now).isAfterOrEqualTo(wallet.nextDue());
      } else if (!grant.available().isZero() && grant.expiresAt().isPresent()) {
        assertThat(grant.expiresAt().get()).isAfter(now).isAfterOrEqualTo(wallet.nextDue());
      }
    }
  }

  private static Stream<Hold> open(Collection<Hold> holds) {
    return holds.stream().filter(hold -> hold.state() == Hold.State.HELD);
  }

  private static BigInteger of(Map<Account, BigInteger> where, Account account) {
    return where.getOrDefault(account, BigInteger.ZERO);
  }

  private static BigInteger sum(Stream<Credits> amounts) {
    return amounts.map(WalletAudit::micros).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger micros(Credits credits) {
    return BigInteger.valueOf(credits.micros());
  }
}
