package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void showsTheWalletAfterAChange() {
    Ask ask = Ask.tokens(60_000).of(Offer.of(MINI).daily(2));
    wallet.release(wallet.hold(ask).id());
    Authorize command = ask.command(wallet.wallet().terms());
    Snapshot before = wallet.snapshot(command);

    Snapshot after = before.after(decided(command, before));

    assertThat(after.wallet().orElseThrow().balances().available()).isEqualTo(Credits.of(40));
    assertThat(after.grants().values())
        .singleElement()
        .extracting(Grant::available)
        .isEqualTo(Credits.of(40));
    assertThat(after.holds()).hasSize(1);
    assertThat(after.counters()).hasSize(1).containsValue(new Counter(0, 1));
    assertThat(((Decision.Decided<AuthorizeOutcome>) command.decide(after, wallet.now())).outcome())
        .isInstanceOf(AuthorizeOutcome.Refused.class);
  }

  @Test
  void showsNoGrantOfWhichNothingIsLeft() {
    Settle settle = wallet.settlement(wallet.hold(Ask.tokens(100_000)).id(), 100_000);
    Snapshot before = wallet.snapshot(settle);
    assertThat(before.grants()).hasSize(1);

    Snapshot after = before.after(decided(settle, before));

    assertThat(after.grants()).isEmpty();
    assertThat(after.holds().values()).extracting(Hold::state).containsOnly(Hold.State.SETTLED);
  }

  @Test
  void countsNothingInAWindowNobodyCountedIn() {
    Ask ask = Ask.tokens(1).of(Offer.of(MINI).daily(2));
    Authorize command = ask.command(wallet.wallet().terms());
    Snapshot snapshot = wallet.snapshot(command);

    assertThat(command.reads(wallet.wallet(), wallet.now()).counters())
        .singleElement()
        .extracting(snapshot::counter)
        .isEqualTo(Counter.NONE);
  }

  private <R extends Outcome> Change decided(LedgerCommand<R> command, Snapshot snapshot) {
    return switch (command.decide(snapshot, wallet.now())) {
      case Decision.Decided<R> decided -> decided.change();
      case Decision<R> other -> throw new AssertionError("not decided: " + other);
    };
  }
}
