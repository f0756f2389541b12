package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that would break the books is never stored. */
class InvariantsTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));
  private Snapshot before;
  private Change change;

  /** A sound change: the settlement of a hold of 3 credits for 2. */
  @BeforeEach
  void settle() {
    Settle settle = wallet.settlement(wallet.hold(Ask.tokens(3000)).id(), 2000);
    before = wallet.snapshot(settle);
    if (settle.decide(before, wallet.now())
        instanceof Decision.Decided<SettleOutcome>(var _, Change decided, var _)) {
      change = decided;
    }
  }

  @Test
  void admitsASoundChange() {
    assertThatCode(() -> Invariants.check(before, change)).doesNotThrowAnyException();
  }

  @Test
  void refusesAccountsThatDoNotSumToZero() {
    Balances is = change.wallet().balances();
    Balances invented =
        new Balances(
            is.issued().plus(new Credits(1)),
            is.available(),
            is.held(),
            is.frozen(),
            is.spent(),
            is.expired(),
            is.voided(),
            is.debt(),
            is.reservedDebt());
    refuses(
        with(invented, change.grants(), change.holds(), change.entries()),
        "the accounts must sum to zero");
  }

  @Test
  void refusesAGrantThatLostCredits() {
    Grant grant = change.grants().getFirst();
    Grant.Buckets buckets = grant.buckets();
    Grant poorer =
        with(
            grant,
            new Grant.Buckets(
                buckets.available(),
                buckets.held(),
                buckets.frozen(),
                Credits.ZERO,
                buckets.expired(),
                buckets.voided()));
    refuses(
        with(change.wallet().balances(), List.of(poorer), change.holds(), change.entries()),
        "a grant must add up to its amount");
  }

  @Test
  void refusesAvailableCreditsOfNoGrant() {
    Balances balances = change.wallet().balances();
    Balances invented = balances.after(Account.SPENT, Account.AVAILABLE, Credits.of(1));
    refuses(
        with(invented, change.grants(), change.holds(), change.entries()),
        "what is available must come from grants");
  }

  @Test
  void refusesHeldCreditsOfNoGrant() {
    Balances balances = change.wallet().balances();
    Balances invented = balances.after(Account.SPENT, Account.HELD, Credits.of(1));
    refuses(
        with(invented, change.grants(), change.holds(), change.entries()),
        "what is held must come from grants");
  }

  @Test
  void refusesHeldCreditsOfNoHold() {
    Hold stillOpen = before.holds().values().iterator().next();
    refuses(
        with(change.wallet().balances(), change.grants(), List.of(stillOpen), change.entries()),
        "what is held must be pinned by open holds");
    refuses(
        with(change.wallet().balances(), change.grants(), List.of(), change.entries()),
        "what is held must be pinned by open holds");
  }

  @Test
  void refusesDebtBesideCreditsThatRepayIt() {
    Balances owing = change.wallet().balances().after(Account.DEBT, Account.SPENT, Credits.of(1));
    refuses(
        with(owing, change.grants(), change.holds(), change.entries()),
        "debt and credits that repay it must not stand side by side");
  }

  @Test
  void refusesAGapInTheChain() {
    List<Entry> withoutFirst = change.entries().subList(1, change.entries().size());
    refuses(
        with(change.wallet().balances(), change.grants(), change.holds(), withoutFirst),
        "sequences must have no gap");

    List<Entry> withoutLast = change.entries().subList(0, change.entries().size() - 1);
    refuses(
        with(change.wallet().balances(), change.grants(), change.holds(), withoutLast),
        "the wallet must end its chain");

    List<Entry> doubled = new ArrayList<>(change.entries());
    doubled.add(change.entries().getLast());
    refuses(
        with(change.wallet().balances(), change.grants(), change.holds(), doubled),
        "sequences must have no gap");
  }

  @Test
  void writesNothingThatWouldBreakThem() {
    Draft draft = Draft.upToDate(before, wallet.now(), Sample.ACTOR);
    draft.post(
        EntryKind.GRANT, Account.ISSUED, Account.AVAILABLE, Credits.of(1), OptionalLong.empty(), 0);

    assertThatThrownBy(draft::change)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("what is available must come from grants");
  }

  private void refuses(Change broken, String rule) {
    assertThatThrownBy(() -> Invariants.check(before, broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(rule);
  }

  private Change with(
      Balances balances, List<Grant> grants, List<Hold> holds, List<Entry> entries) {
    return new Change(
        new WalletEdit(change.wallet()).balances(balances).wallet(),
        grants,
        holds,
        change.counters(),
        entries,
        change.usage(),
        change.decision());
  }

  private static Grant with(Grant grant, Grant.Buckets buckets) {
    return new Grant(
        grant.id(),
        grant.source(),
        grant.amount(),
        grant.priority(),
        grant.createdAt(),
        grant.effectiveAt(),
        grant.expiresAt(),
        grant.scope(),
        grant.paid(),
        grant.reason(),
        grant.scheduled(),
        buckets);
  }
}
