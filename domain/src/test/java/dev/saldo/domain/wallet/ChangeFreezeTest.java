package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import org.junit.jupiter.api.Test;

/** What a frozen wallet does not do, and all that it still does. */
class ChangeFreezeTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void refusesNewCallsUntilItEnds() {
    assertThat(wallet.changeFreeze(true)).isInstanceOf(FreezeOutcome.Changed.class);
    assertThat(wallet.wallet().frozen()).isTrue();
    assertThat(wallet.refusalReason(Ask.tokens(1000)))
        .isEqualTo(new AuthorizeOutcome.WalletFrozen());

    assertThat(wallet.changeFreeze(false)).isInstanceOf(FreezeOutcome.Changed.class);
    assertThat(wallet.wallet().frozen()).isFalse();
    assertThat(wallet.hold(Ask.tokens(1000)).hold().credits()).isEqualTo(Credits.of(1));
  }

  @Test
  void changesNothingWhenItIsSoAlready() {
    assertThat(wallet.changeFreeze(false))
        .isEqualTo(new FreezeOutcome.Unchanged(false, wallet.look().standing()));
    wallet.changeFreeze(true);
    assertThat(wallet.changeFreeze(true))
        .isEqualTo(new FreezeOutcome.Unchanged(true, wallet.look().standing()));
    assertThat(wallet.entries()).hasSize(1);
  }

  @Test
  void settlesReleasesAndExpiresWhatWasAuthorizedBefore() {
    HoldId first = wallet.hold(Ask.tokens(10_000)).id();
    HoldId second = wallet.hold(Ask.tokens(10_000)).id();
    HoldId third = wallet.hold(Ask.tokens(10_000)).id();
    wallet.changeFreeze(true);

    assertThat(wallet.settle(first, 12_000).charged()).isEqualTo(Credits.of(12));
    assertThat(wallet.release(second)).isInstanceOf(ReleaseOutcome.Released.class);
    wallet.afterMinutes(15);
    assertThat(wallet.settle(third, 3_000).late()).isTrue();
    assertThat(wallet.available()).isEqualTo(Credits.of(85));
    assertThat(wallet.held()).isEqualTo(Credits.ZERO);
  }

  @Test
  void givesAndTakesCreditsAndTurnsCyclesAsEver() {
    wallet.changeFreeze(true);
    GrantId gift = wallet.grant(Gift.promo("5")).grant().id();
    wallet.adjust("-2");
    wallet.voidGrant(gift);
    assertThat(wallet.available()).isEqualTo(Credits.of(98));

    wallet.at("2026-12-01T03:00:00Z").sweep();
    assertThat(wallet.available()).isEqualTo(Credits.of(100));
    assertThat(wallet.wallet().frozen()).isTrue();
  }

  @Test
  void isNumberedLikeEveryCommand() {
    FreezeOutcome.Changed changed = (FreezeOutcome.Changed) wallet.changeFreeze(true);

    assertThat(changed.frozen()).isTrue();
    assertThat(changed.number()).isEqualTo(wallet.wallet().lastNumber());
    assertThat(changed.standing().available()).isEqualTo(Credits.of(100));
  }
}
