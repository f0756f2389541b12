package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that are stored together: a hold of 3 credits, and its settlement for 2. */
class ContinuityTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));
  private Wallet before;
  private Change held;
  private Change settled;

  @BeforeEach
  void holdAndSettle() {
    before = wallet.wallet();
    held = change(Ask.tokens(3_000).command(plan("free", 100)));
    HoldId hold = new HoldId(Sample.WALLET, wallet.holds().getFirst().number());
    settled = change(wallet.settlement(hold, 2_000));
  }

  @Test
  void admitsChangesThatFollowOneAnother() {
    assertThatCode(() -> Continuity.check(Optional.of(before), List.of(held, settled)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Continuity.check(Optional.of(held.wallet()), List.of(settled)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Continuity.check(Optional.of(before), List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void admitsAWalletThatIsOpenedAndUsed() {
    WalletUnderTest fresh = WalletUnderTest.unopened(wallet.now());
    Change opened = change(fresh, fresh.open(plan("free", 100), Sample.SAO_PAULO));
    Change used = change(fresh, Ask.tokens(3_000).command(plan("free", 100)));

    assertThatCode(() -> Continuity.check(Optional.empty(), List.of(opened, used)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAChangeThatIsLeftOutOrTwice() {
    refuses("sequences have a gap", settled);
    refuses("sequences have a gap", held, held);
    refuses("sequences have a gap", settled, held);
  }

  @Test
  void refusesAnEntryWhoseBalancesDoNotFollow() {
    Entry first = held.entries().getFirst();
    Entry richer =
        with(
            first,
            first.sequence(),
            new Entry.After(Credits.of(98), Credits.of(3), Credits.ZERO, Credits.ZERO),
            first.hash());

    refuses("balances do not follow", with(List.of(richer), held.wallet()), settled);
  }

  @Test
  void refusesAWalletWithOtherBalancesThanItsEntries() {
    Balances richer =
        held.wallet().balances().after(Account.ISSUED, Account.AVAILABLE, Credits.of(1));

    refuses("the entries do not give the balances", edited(edit -> edit.balances(richer)));
  }

  @Test
  void refusesAWalletThatEndsBeforeOrAfterItsEntries() {
    Entry last = held.entries().getLast();
    Entry unchained = with(last, last.sequence(), last.after(), Sha256.ZERO);
    Entry next = with(last, last.sequence() + 1, last.after(), last.hash());

    refuses("the last entry is another", edited(edit -> edit.lastEntry(next)));
    refuses("the chain ends elsewhere", edited(edit -> edit.lastEntry(unchained)));
  }

  @Test
  void refusesAChangeWithoutANumberOfItsOwn() {
    refuses(
        "a change has no number of its own",
        edited(edit -> edit.lastNumber(before.lastNumber() - 1)));
    refuses(
        "a change has no number of its own", edited(edit -> edit.lastNumber(before.lastNumber())));
  }

  private void refuses(String fault, Change... changes) {
    assertThatThrownBy(() -> Continuity.check(Optional.of(before), List.of(changes)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(fault + ": ");
  }

  private Change change(LedgerCommand<?> command) {
    return change(wallet, command);
  }

  private static Change change(WalletUnderTest on, LedgerCommand<?> command) {
    return switch (on.submit(command)) {
      case Decision.Decided<?> decided -> decided.change();
      case Decision<?> other -> throw new AssertionError("not decided: " + other);
    };
  }

  /** The hold, with another wallet. */
  private Change edited(UnaryOperator<WalletEdit> change) {
    return with(held.entries(), change.apply(new WalletEdit(held.wallet())).wallet());
  }

  private Change with(List<Entry> entries, Wallet after) {
    return new Change(
        after,
        held.grants(),
        held.holds(),
        held.counters(),
        entries,
        held.usage(),
        held.decision());
  }

  private static Entry with(Entry entry, long sequence, Entry.After after, Sha256 hash) {
    return new Entry(
        entry.wallet(),
        sequence,
        entry.at(),
        entry.recordedAt(),
        entry.kind(),
        entry.from(),
        entry.to(),
        entry.amount(),
        entry.grant(),
        entry.hold(),
        entry.command(),
        entry.actor(),
        entry.reason(),
        after,
        hash);
  }
}
