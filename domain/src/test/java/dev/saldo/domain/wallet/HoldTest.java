package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a hold remembers of itself. */
class HoldTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void isShownAsItWasMadeWhateverHappenedToIt() {
    Hold made = wallet.hold(Ask.tokens(10_000)).hold();
    HoldId id = new HoldId(Sample.WALLET, made.number());
    wallet.extend(id, Credits.of(5), Duration.ofMinutes(30));
    wallet.extend(id, "2");
    HoldId child = wallet.hold(Ask.tokens(4_000).within(id)).id();
    wallet.settle(child, 4_000);
    wallet.assume(id, 9_000);
    wallet.amend(id, 8_000);

    assertThat(wallet.hold(id)).isNotEqualTo(made);
    assertThat(wallet.hold(id).asMade()).isEqualTo(made);
    assertThat(made.asMade()).isEqualTo(made);
  }

  @Test
  void isShownAsItWasBeforeItsEnd() {
    HoldId id = wallet.hold(Ask.tokens(10_000)).id();
    wallet.extend(id, "5");
    Hold open = wallet.hold(id);
    wallet.release(id);

    assertThat(wallet.hold(id).state()).isEqualTo(Hold.State.RELEASED);
    assertThat(wallet.hold(id).beforeItsEnd()).isEqualTo(open);
  }

  @Test
  void isReshapedByEverythingButItsEnd() {
    HoldId id = wallet.hold(Ask.tokens(10_000)).id();
    Hold made = wallet.hold(id);
    wallet.extend(id, "5");
    Hold extended = wallet.hold(id);
    wallet.release(id);

    assertThat(extended.isReshapedFrom(made)).isTrue();
    assertThat(wallet.hold(id).isReshapedFrom(extended)).isFalse();
    assertThat(wallet.hold(id).isReshapedFrom(made)).isTrue();
  }
}
