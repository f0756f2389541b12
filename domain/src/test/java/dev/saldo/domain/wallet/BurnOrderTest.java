package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Priority, then soonest expiry, then unpaid before paid, then oldest. */
class BurnOrderTest {
  private static final String SOON = "2026-11-11T00:00:00Z";
  private static final String LATER = "2026-11-12T00:00:00Z";

  /** In the order in which they burn. */
  private static final List<Gift> ORDER =
      List.of(
          Gift.purchase("1").withPriority(0),
          Gift.purchase("2").withPriority(49).until(LATER),
          Gift.promo("3").until(SOON),
          Gift.purchase("4").until(SOON),
          Gift.adjustment("5").until(LATER),
          Gift.purchase("6").until(LATER),
          Gift.promo("7"),
          Gift.purchase("8"),
          Gift.promo("9").withPriority(51).until(SOON),
          Gift.promo("10").withPriority(100));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void holdsAndChargesInTheDocumentedOrder(long seed) {
    WalletUnderTest wallet = WalletUnderTest.empty();
    List<Gift> shuffled = new ArrayList<>(ORDER);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.forEach(wallet::grant);

    HoldId hold = wallet.hold(Ask.credits("55")).id();
    assertThat(wallet.hold(hold).lines())
        .extracting(Hold.Line::credits)
        .containsExactlyElementsOf(ORDER.stream().map(Gift::credits).toList());

    SettleOutcome.Settled settled = wallet.settle(hold, 12_000);
    assertThat(settled.lines())
        .extracting(Hold.Line::credits)
        .containsExactly(Credits.of(1), Credits.of(2), Credits.of(3), Credits.of(4), Credits.of(2));
  }

  @Test
  void burnsTheOldestOfEquals() {
    WalletUnderTest wallet = WalletUnderTest.empty();
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      numbers.add(wallet.grant(Gift.purchase("1")).grant().id().number());
    }
    assertThat(wallet.hold(Ask.credits("20")).hold().lines())
        .extracting(Hold.Line::grant)
        .containsExactlyElementsOf(numbers);
  }

  @Test
  void putsTheOlderOfTwoEqualsFirst() {
    WalletUnderTest wallet = WalletUnderTest.empty();
    Grant older = wallet.grant(Gift.purchase("1")).grant();
    Grant newer = wallet.grant(Gift.purchase("1")).grant();

    assertThat(Grant.BURN_ORDER.compare(older, newer)).isNegative();
    assertThat(Grant.BURN_ORDER.compare(newer, older)).isPositive();
  }

  @Test
  void leavesOutWhatTheCallMayNotUse() {
    WalletUnderTest wallet = WalletUnderTest.empty();
    wallet.grant(Gift.promo("9").withPriority(0).forFeature("user_chat"));
    wallet.grant(Gift.promo("9").withPriority(0).from(wallet.now().plusSeconds(60)));
    GrantId usable = wallet.grant(Gift.promo("9").withPriority(100)).grant().id();

    assertThat(wallet.hold(Ask.credits("9")).hold().lines())
        .containsExactly(new Hold.Line(usable.number(), GrantSource.PROMO, Credits.of(9)));
  }

  @Test
  void burnsThePlanBeforeWhatNeverExpires() {
    WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 10));
    wallet.grant(Gift.purchase("10"));

    wallet.settle(wallet.hold(Ask.credits("10")).id(), 10_000);

    assertThat(wallet.grants())
        .filteredOn(grant -> grant.source() == GrantSource.PURCHASE)
        .singleElement()
        .extracting(Grant::available)
        .isEqualTo(Credits.of(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101})
  void refusesOtherPriorities(int priority) {
    WalletUnderTest wallet = WalletUnderTest.empty();
    Gift gift = Gift.promo("1").withPriority(priority);
    assertThatThrownBy(() -> wallet.grant(gift)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void refusesAGrantOfNothing() {
    WalletUnderTest wallet = WalletUnderTest.empty();
    Gift gift = Gift.promo("0");
    assertThatThrownBy(() -> wallet.grant(gift)).isInstanceOf(InvalidValueException.class);
  }
}
