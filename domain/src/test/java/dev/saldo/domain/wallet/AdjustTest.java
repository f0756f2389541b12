package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.content;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Corrections by hand, up and down. */
class AdjustTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 10));

  /** On a wallet of 10 credits, of which some are held. */
  @ParameterizedTest
  @CsvSource({
    // held, adjustment, available, voided
    "0, 5, 15, 0",
    "0, 0.000001, 10.000001, 0",
    "0, -3, 7, 3",
    "0, -10, 0, 10",
    "4, -6, 0, 6",
    "4, 2.5, 8.5, 0"
  })
  void addsAndTakes(long held, String adjustment, String available, String voided) {
    wallet.hold(Ask.tokens(held * 1000));

    AdjustOutcome.Adjusted adjusted = (AdjustOutcome.Adjusted) wallet.adjust(adjustment);

    assertThat(adjusted.adjustment()).hasToString(adjustment);
    assertThat(adjusted.standing().available()).isEqualTo(Credits.parse(available));
    assertThat(wallet.available()).isEqualTo(Credits.parse(available));
    assertThat(wallet.held()).isEqualTo(Credits.of(held));
    assertThat(wallet.balances().voided()).isEqualTo(Credits.parse(voided));
  }

  @ParameterizedTest
  @CsvSource({"0, -10.000001, 10", "0, -1000000000000, 10", "4, -6.000001, 6", "10, -1, 0"})
  void refusesToTakeMoreThanIsAvailable(long held, String adjustment, String available) {
    wallet.hold(Ask.tokens(held * 1000));
    Balances before = wallet.balances();
    int entries = wallet.entries().size();

    assertThat(wallet.adjust(adjustment))
        .isEqualTo(new AdjustOutcome.InsufficientAvailable(Credits.parse(available)));
    assertThat(wallet.balances()).isEqualTo(before);
    assertThat(wallet.entries()).hasSize(entries);
  }

  @Test
  void comesInAsAGrantThatNeverLapses() {
    AdjustOutcome.Adjusted adjusted = (AdjustOutcome.Adjusted) wallet.adjust("5");

    Hold.Line line = adjusted.lines().getFirst();
    Grant grant = wallet.grant(new GrantId(WALLET, line.grant()));
    assertThat(line)
        .isEqualTo(new Hold.Line(adjusted.number(), GrantSource.ADJUSTMENT, Credits.of(5)));
    assertThat(grant.source()).isEqualTo(GrantSource.ADJUSTMENT);
    assertThat(grant.expiresAt()).isEmpty();
    assertThat(grant.scope()).isEqualTo(Scope.ALL);
    assertThat(grant.priority()).isEqualTo(50);
    assertThat(grant.reason()).contains("miscounted");
    assertThat(wallet.entries().getLast().reason()).contains("miscounted");
    assertThat(wallet.movements()).endsWith("grant: issued → available 5");
  }

  @Test
  void takesInBurnOrderFromEverySourceAndScope() {
    GrantId last = wallet.grant(Gift.purchase("10").withPriority(90)).grant().id();
    GrantId scoped =
        wallet.grant(Gift.promo("4").withPriority(1).forFeature("user_chat")).grant().id();
    GrantId plan = wallet.grants().getFirst().id();
    int before = wallet.entries().size();

    AdjustOutcome.Adjusted adjusted = (AdjustOutcome.Adjusted) wallet.adjust("-16");

    assertThat(adjusted.lines())
        .containsExactly(
            new Hold.Line(scoped.number(), GrantSource.PROMO, Credits.of(4)),
            new Hold.Line(plan.number(), GrantSource.PLAN, Credits.of(10)),
            new Hold.Line(last.number(), GrantSource.PURCHASE, Credits.of(2)));
    assertThat(wallet.movementsSince(before))
        .containsExactly(
            "adjustment: available → voided 4",
            "adjustment: available → voided 10",
            "adjustment: available → voided 2");
    assertThat(wallet.entries().subList(before, before + 3))
        .allSatisfy(
            entry -> {
              assertThat(entry.actor()).isEqualTo("key_1");
              assertThat(entry.reason()).contains("miscounted");
              assertThat(entry.command()).isEqualTo(adjusted.number());
            });
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 28, 0", "30, 30, 0, 0", "50, 30, 0, 20"})
  void repaysDebtFirst(String adjustment, String repaid, String debt, String available) {
    wallet.settle(wallet.hold(Ask.tokens(10_000)).id(), 40_000);

    AdjustOutcome.Adjusted adjusted = (AdjustOutcome.Adjusted) wallet.adjust(adjustment);

    assertThat(adjusted.repaid()).isEqualTo(Credits.parse(repaid));
    assertThat(wallet.debt()).isEqualTo(Credits.parse(debt));
    assertThat(wallet.available()).isEqualTo(Credits.parse(available));
  }

  @Test
  void takesPromotionsAlsoWhenSomethingIsOwed() {
    wallet.settle(wallet.hold(Ask.tokens(10_000)).id(), 12_000);
    wallet.grant(Gift.promo("4"));

    assertThat(wallet.adjust("-3")).isInstanceOf(AdjustOutcome.Adjusted.class);
    assertThat(wallet.debt()).isEqualTo(Credits.of(2));
    assertThat(wallet.available()).isEqualTo(Credits.of(1));
  }

  @Test
  void takesNothingThatHasLapsed() {
    wallet.grant(Gift.promo("4").until(wallet.now().plusSeconds(60)));
    wallet.afterMinutes(1);

    assertThat(wallet.adjust("-14"))
        .isEqualTo(new AdjustOutcome.InsufficientAvailable(Credits.of(10)));
  }

  @Test
  void givesTheFirstAnswerAgainUnderItsKey() {
    CommandKey key = new CommandKey("adjust", "k1", content("body"));
    Adjust command =
        new Adjust(
            TENANT, WALLET, Optional.of(key), ACTOR, Adjustment.parse("-3"), "counted twice");
    AdjustOutcome first = wallet.outcome(command);

    assertThat(wallet.submit(command)).isEqualTo(new Decision.Replayed<>(first));
    assertThat(wallet.available()).isEqualTo(Credits.of(7));
  }

  @Test
  void refusesMoreThanAWalletCanBeIssued() {
    assertThat(wallet.adjust("999999999990")).isInstanceOf(AdjustOutcome.Adjusted.class);
    assertThat(wallet.adjust("0.000001")).isEqualTo(new GrantOutcome.BalanceTooLarge());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "-0.000000", "", "-", "--1", "+1", "1e3", "0.0000001", "- 1"})
  void refusesWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> Adjustment.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "-3", "-0.5", "0.000001"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Adjustment.parse(text)).hasToString(text);
    assertThat(List.of(Adjustment.parse("5").direction(), Adjustment.parse("-5").direction()))
        .containsExactly(Adjustment.Direction.ADD, Adjustment.Direction.TAKE);
  }
}
