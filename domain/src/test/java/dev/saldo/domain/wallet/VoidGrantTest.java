package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.content;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken back of a grant, and what stays. */
class VoidGrantTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 0));

  /** A grant of ten credits, of which some are held and some spent. */
  @ParameterizedTest
  @CsvSource({
    // held, spent, voided
    "0, 0, 10",
    "3, 0, 7",
    "0, 4, 6",
    "3, 4, 3",
    "9, 1, 0",
    "10, 0, 0",
    "0, 10, 0"
  })
  void takesWhatIsNeitherHeldNorSpent(long held, long spent, long voided) {
    GrantId id = wallet.grant(Gift.purchase("10")).grant().id();
    wallet.settle(wallet.hold(Ask.tokens(spent * 1000)).id(), spent * 1000);
    wallet.hold(Ask.tokens(held * 1000));

    VoidOutcome outcome = wallet.voidGrant(id);

    if (voided == 0) {
      assertThat(outcome).isEqualTo(new VoidOutcome.NothingToVoid());
    } else {
      assertThat(((VoidOutcome.Voided) outcome).credits()).isEqualTo(Credits.of(voided));
    }
    assertThat(wallet.grant(id).buckets())
        .isEqualTo(
            new Grant.Buckets(
                Credits.ZERO,
                Credits.of(held),
                Credits.ZERO,
                Credits.of(spent),
                Credits.ZERO,
                Credits.of(voided)));
    assertThat(wallet.balances().voided()).isEqualTo(Credits.of(voided));
  }

  @Test
  void movesFromAvailableToVoidedWithItsReason() {
    GrantId id = wallet.grant(Gift.promo("10")).grant().id();
    wallet.voidGrant(id);

    assertThat(wallet.movements()).endsWith("void: available → voided 10");
    Entry entry = wallet.entries().getLast();
    assertThat(entry.grant()).hasValue(id.number());
    assertThat(entry.hold()).isEmpty();
    assertThat(entry.actor()).isEqualTo("key_1");
    assertThat(entry.reason()).contains("given by mistake");
  }

  @Test
  void showsTheGrantBeforeAndAfter() {
    Grant was = wallet.grant(Gift.promo("10")).grant();
    VoidOutcome.Voided voided = (VoidOutcome.Voided) wallet.voidGrant(was.id());

    assertThat(voided.was()).isEqualTo(was);
    assertThat(voided.is()).isEqualTo(wallet.grant(was.id()));
    assertThat(voided.is().isLive()).isFalse();
    assertThat(voided.standing().available()).isEqualTo(Credits.ZERO);
    assertThat(voided.number()).isEqualTo(wallet.entries().getLast().command());
  }

  @Test
  void leavesToAHoldWhatItHasSetAside() {
    GrantId id = wallet.grant(Gift.purchase("10")).grant().id();
    HoldId hold = wallet.hold(Ask.tokens(6000)).id();
    wallet.voidGrant(id);

    SettleOutcome.Settled settled = wallet.settle(hold, 4000);

    assertThat(settled.charged()).isEqualTo(Credits.of(4));
    assertThat(settled.returned()).isEqualTo(Credits.of(2));
    assertThat(wallet.available()).isEqualTo(Credits.of(2));
    assertThat(((VoidOutcome.Voided) wallet.voidGrant(id)).credits()).isEqualTo(Credits.of(2));
    assertThat(wallet.balances().voided()).isEqualTo(Credits.of(6));
  }

  @Test
  void takesNothingTwice() {
    GrantId id = wallet.grant(Gift.purchase("10")).grant().id();
    wallet.voidGrant(id);
    int entries = wallet.entries().size();

    assertThat(wallet.voidGrant(id)).isEqualTo(new VoidOutcome.NothingToVoid());
    assertThat(wallet.entries()).hasSize(entries);
  }

  @Test
  void givesTheFirstAnswerAgainUnderItsKey() {
    GrantId id = wallet.grant(Gift.purchase("10")).grant().id();
    CommandKey key = new CommandKey("void", "k1", content("body"));
    VoidGrant command = new VoidGrant(TENANT, id, Optional.of(key), ACTOR, "given by mistake");
    VoidOutcome first = wallet.outcome(command);

    assertThat(wallet.submit(command)).isEqualTo(new Decision.Replayed<>(first));
    assertThat(wallet.balances().voided()).isEqualTo(Credits.of(10));
  }

  @Test
  void takesNothingOfAGrantThatHasLapsed() {
    GrantId id = wallet.grant(Gift.promo("10").until(wallet.now().plusSeconds(60))).grant().id();
    wallet.afterMinutes(1);

    assertThat(wallet.voidGrant(id)).isEqualTo(new VoidOutcome.NothingToVoid());
    assertThat(wallet.grant(id).buckets().expired()).isEqualTo(Credits.of(10));
  }

  @Test
  void takesNothingOfAGrantThatIsNotThere() {
    assertThat(wallet.voidGrant(new GrantId(WALLET, 7))).isEqualTo(new VoidOutcome.NothingToVoid());
  }

  @Test
  void takesBackAGrantThatHasNotArrivedYet() {
    GrantId id =
        wallet.grant(Gift.purchase("10").from(wallet.now().plusSeconds(3600))).grant().id();
    int before = wallet.entries().size();
    VoidOutcome.Voided voided = (VoidOutcome.Voided) wallet.voidGrant(id);

    assertThat(voided.credits()).isEqualTo(Credits.of(10));
    assertThat(voided.was().scheduled()).isTrue();
    assertThat(voided.is().scheduled()).isFalse();
    assertThat(wallet.movementsSince(before))
        .containsExactly("grant: issued → available 10", "void: available → voided 10");
    wallet.after(Duration.ofHours(2)).sweep();
    assertThat(wallet.available()).isEqualTo(Credits.ZERO);
    assertThat(wallet.movementsSince(before)).hasSize(2);
  }

  @Test
  void repaysNothingFromAGrantThatHasNotArrivedYet() {
    wallet.grant(Gift.purchase("5"));
    wallet.settle(wallet.hold(Ask.tokens(5000)).id(), 8000);
    GrantId id =
        wallet.grant(Gift.purchase("10").from(wallet.now().plusSeconds(3600))).grant().id();
    wallet.voidGrant(id);

    assertThat(wallet.debt()).isEqualTo(Credits.of(3));
    assertThat(wallet.grant(id).buckets().voided()).isEqualTo(Credits.of(10));
  }

  @Test
  void isOfTheCustomersOwnTenant() {
    GrantId id = wallet.grant(Gift.purchase("10")).grant().id();
    VoidGrant foreign = new VoidGrant(new TenantId(99), id, Optional.empty(), ACTOR, "mine");

    assertThat(wallet.submit(foreign)).isEqualTo(new Decision.WalletUnknown<VoidOutcome>());
  }
}
