package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.plan.OverrunPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which transfers the ledger posts for each movement, one for every grant that takes part. */
class MovementsTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 10));

  @Test
  void grantIsIssuedToAvailable() {
    assertThat(wallet.movements()).containsExactly("grant: issued → available 10");
  }

  @Test
  void everyEntryOfAGrantCarriesItsReason() {
    wallet.settle(wallet.hold(Ask.credits("10")).id(), 12_000);
    int before = wallet.entries().size();
    wallet.grant(Gift.purchase("5"));

    assertThat(wallet.entries().subList(before, before + 2))
        .extracting(Entry::reason)
        .containsOnly(Optional.of("a gift"));
  }

  @Test
  void grantRepaysFromAvailableToDebt() {
    wallet.settle(wallet.hold(Ask.credits("10")).id(), 12_000);
    int before = wallet.entries().size();
    wallet.grant(Gift.purchase("5"));

    assertThat(wallet.movementsSince(before))
        .containsExactly("grant: issued → available 5", "repayment: available → debt 2");
  }

  @Test
  void holdIsOneTransferPerGrantAndNoneForTheUncoveredPart() {
    WalletUnderTest indebted = WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.CHARGE, 5));
    indebted.grant(Gift.promo("2"));
    int before = indebted.entries().size();
    indebted.hold(Ask.credits("15"));

    assertThat(indebted.movementsSince(before))
        .containsExactly("hold: available → held 10", "hold: available → held 2");
    assertThat(indebted.balances().reservedDebt()).hasToString("3");
  }

  @Test
  void settlementSpendsAndReturnsPerGrant() {
    wallet.grant(Gift.promo("5").withPriority(0));
    HoldId hold = wallet.hold(Ask.credits("9")).id();
    int before = wallet.entries().size();
    wallet.settle(hold, 6000);

    assertThat(wallet.movementsSince(before))
        .containsExactly(
            "charge: held → spent 5", "charge: held → spent 1", "return: held → available 3");
  }

  @Test
  void settlementOfTheUncoveredPartSpendsDebt() {
    WalletUnderTest indebted = WalletUnderTest.onPlan(plan("free", 10, OverrunPolicy.CHARGE, 5));
    HoldId hold = indebted.hold(Ask.credits("15")).id();
    int before = indebted.entries().size();
    indebted.settle(hold, 14_000);

    assertThat(indebted.movementsSince(before))
        .containsExactly("charge: held → spent 10", "charge: debt → spent 4");
  }

  @Test
  void overrunSpendsAvailableAndThenDebt() {
    HoldId hold = wallet.hold(Ask.credits("4")).id();
    int before = wallet.entries().size();
    wallet.settle(hold, 13_000);

    assertThat(wallet.movementsSince(before))
        .containsExactly(
            "charge: held → spent 4", "charge: available → spent 6", "charge: debt → spent 3");
  }

  @Test
  void releaseReturns() {
    HoldId hold = wallet.hold(Ask.credits("4")).id();
    int before = wallet.entries().size();
    wallet.release(hold);

    assertThat(wallet.movementsSince(before)).containsExactly("return: held → available 4");
  }

  @Test
  void renewalExpiresTheOldAndIssuesTheNewAllowance() {
    int before = wallet.entries().size();
    wallet.at("2026-12-01T03:00:00Z").sweep();

    assertThat(wallet.movementsSince(before))
        .containsExactly("expiry: available → expired 10", "grant: issued → available 10");
  }

  @Test
  void namesGrantHoldCommandAndActor() {
    HoldId hold = wallet.hold(Ask.credits("4")).id();
    wallet.settle(hold, 3000);
    long grant = wallet.grants().getFirst().id().number();

    assertThat(wallet.entries()).extracting(entry -> entry.grant().getAsLong()).containsOnly(grant);
    assertThat(wallet.entries().getFirst().hold()).isEmpty();
    assertThat(wallet.entries().subList(1, 4))
        .extracting(entry -> entry.hold().getAsLong())
        .containsOnly(hold.number());
    assertThat(wallet.entries()).extracting(Entry::actor).containsOnly("key_1");
    assertThat(wallet.entries().get(1).command()).isEqualTo(hold.number());
    assertThat(wallet.entries().get(2).command())
        .isEqualTo(wallet.entries().get(3).command())
        .isEqualTo(wallet.usage().getFirst().number())
        .isGreaterThan(hold.number());
  }
}
