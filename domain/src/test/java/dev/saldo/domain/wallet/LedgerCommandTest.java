package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.SAO_PAULO;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.content;
import static dev.saldo.domain.wallet.Sample.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.plan.Cycle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What holds for every command: keys, unknown wallets, and what it reads. */
class LedgerCommandTest {
  private static final TenantId OTHER = new TenantId(2);

  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void opensAWalletWithTheWholeAllowance() {
    WalletUnderTest fresh = WalletUnderTest.unopened(NOON);
    OpenOutcome.Opened opened =
        (OpenOutcome.Opened) fresh.outcome(fresh.open(plan("free", 100), SAO_PAULO));

    assertThat(opened.standing().available()).isEqualTo(Credits.of(100));
    assertThat(fresh.wallet().customer()).isEqualTo(new Key("school-42"));
    assertThat(fresh.wallet().cycle()).isEqualTo(Cycle.containing(NOON, SAO_PAULO, 1));
    assertThat(fresh.wallet().suspended()).isFalse();
    assertThat(fresh.wallet().frozen()).isFalse();
    assertThat(fresh.wallet().cyclePlans()).containsExactly("free");
  }

  @Test
  void opensAWalletOnce() {
    wallet.at("2026-12-02T00:00:00Z");
    assertThat(wallet.outcome(wallet.open(plan("premium", 6000), SAO_PAULO)))
        .isEqualTo(new OpenOutcome.AlreadyOpen());
    assertThat(wallet.wallet().terms().plan()).isEqualTo("free");
    assertThat(wallet.balances().issued()).isEqualTo(Credits.of(200));
  }

  @Test
  void answersAKnownKeyWithTheFirstAnswer() {
    Ask ask = Ask.tokens(1000).under(new CommandKey("authorize", "k1", content("a")));
    AuthorizeOutcome first = wallet.ask(ask);
    wallet.after(Duration.ofDays(60));

    assertThat(wallet.submit(ask.command(plan("other", 1))))
        .isEqualTo(new Decision.Replayed<>(first));
    assertThat(wallet.holds()).hasSize(1);
  }

  @Test
  void refusesAKnownKeyWithOtherContent() {
    wallet.ask(Ask.tokens(1000).under(new CommandKey("authorize", "k1", content("a"))));
    Ask other = Ask.tokens(9000).under(new CommandKey("authorize", "k1", content("b")));

    assertThat(wallet.submit(other.command(plan("free", 100))))
        .isEqualTo(new Decision.KeyReused<AuthorizeOutcome>());
    assertThat(wallet.holds()).hasSize(1);
  }

  @Test
  void leavesNothingUnderTheKeyOfARefusal() {
    Ask ask = Ask.credits("150").under(new CommandKey("authorize", "k1", content("a")));
    assertThat(wallet.ask(ask)).isInstanceOf(AuthorizeOutcome.Refused.class);
    wallet.grant(Gift.purchase("50").under(new CommandKey("grant", "k1", content("g"))));

    assertThat(wallet.ask(ask)).isInstanceOf(AuthorizeOutcome.Held.class);
  }

  @Test
  void knowsNeitherUnknownNorForeignWallets() {
    WalletUnderTest unopened = WalletUnderTest.unopened(NOON);
    assertThat(unopened.submit(new ExpireDue(Sample.TENANT, WALLET)))
        .isEqualTo(new Decision.WalletUnknown<ExpireOutcome>());
    List<LedgerCommand<?>> foreign =
        List.of(
            new ExpireDue(OTHER, WALLET),
            new ChangePlan(
                OTHER, WALLET, Optional.empty(), plan("premium", 1), Optional.empty(), ACTOR),
            new OpenWallet(
                OTHER,
                WALLET,
                new Key("school-42"),
                plan("free", 1),
                SAO_PAULO,
                OptionalInt.empty(),
                Optional.empty(),
                ACTOR));
    for (LedgerCommand<?> command : foreign) {
      assertThat(wallet.submit(command)).isInstanceOf(Decision.WalletUnknown.class);
    }
    assertThat(wallet.entries()).hasSize(1);
  }

  @Test
  void readsOnlyWhatItNeeds() {
    Wallet locked = wallet.wallet();
    HoldId hold = wallet.hold(Ask.tokens(1)).id();

    assertThat(wallet.settlement(hold, 1).reads(locked, NOON).holds())
        .containsExactly(hold.number());
    assertThat(wallet.releasing(hold).reads(locked, NOON).holds()).containsExactly(hold.number());
    assertThat(Ask.tokens(1).command(locked.terms()).reads(locked, NOON)).isEqualTo(Reads.NOTHING);
    assertThat(
            Ask.tokens(1)
                .of(Offer.of(Sample.MINI).daily(1).monthly(2), Offer.of(Sample.LARGE).daily(3))
                .command(locked.terms())
                .reads(locked, NOON)
                .counters())
        .hasSize(2);
    assertThat(Gift.promo("1").command().reads(locked, NOON)).isEqualTo(Reads.NOTHING);
    assertThat(new ExpireDue(Sample.TENANT, WALLET).reads(locked, NOON)).isEqualTo(Reads.NOTHING);
    assertThat(Used.tokens(1).command(locked.terms()).reads(locked, NOON)).isEqualTo(Reads.NOTHING);
    assertThat(
            new ChangePlan(
                    Sample.TENANT, WALLET, Optional.empty(), plan("a", 1), Optional.empty(), ACTOR)
                .reads(locked, NOON))
        .isEqualTo(Reads.NOTHING);
    assertThat(new ChangeZone(Sample.TENANT, WALLET, SAO_PAULO, ACTOR).reads(locked, NOON))
        .isEqualTo(Reads.NOTHING);
    assertThat(wallet.open(plan("a", 1), SAO_PAULO).reads(locked, NOON)).isEqualTo(Reads.NOTHING);
  }

  @Test
  void readsNothingToCorrectOrToChangeAWallet() {
    Wallet locked = wallet.wallet();
    GrantId grant = wallet.grants().getFirst().id();

    assertThat(
            List.of(
                wallet.voiding(grant),
                wallet.adjusting("1"),
                new ChangeCycle(
                    Sample.TENANT,
                    WALLET,
                    OptionalInt.of(1),
                    new AllowanceChange.Unchanged(),
                    ACTOR),
                new CancelPlanChange(Sample.TENANT, WALLET, ACTOR),
                new ChangeFreeze(Sample.TENANT, WALLET, Optional.empty(), true, ACTOR)))
        .allSatisfy(command -> assertThat(command.reads(locked, NOON)).isEqualTo(Reads.NOTHING));
  }

  /** A grant of 100 and a hold of 1 are there. */
  @Test
  void namesItsWalletAndTheTypeOfItsOutcome() {
    HoldId hold = wallet.hold(Ask.tokens(1000)).id();
    GrantId grant = wallet.grants().getFirst().id();
    List<LedgerCommand<?>> each =
        List.of(
            wallet.open(plan("free", 100), SAO_PAULO),
            new ChangePlan(
                Sample.TENANT,
                WALLET,
                Optional.empty(),
                plan("premium", 1),
                Optional.empty(),
                ACTOR),
            new CancelPlanChange(Sample.TENANT, WALLET, ACTOR),
            new ChangeZone(Sample.TENANT, WALLET, SAO_PAULO, ACTOR),
            new ChangeCycle(
                Sample.TENANT, WALLET, OptionalInt.of(1), new AllowanceChange.Unchanged(), ACTOR),
            Gift.promo("1").command(),
            wallet.voiding(grant),
            wallet.adjusting("1"),
            new ChangeFreeze(Sample.TENANT, WALLET, Optional.empty(), true, ACTOR),
            Ask.tokens(1).command(plan("free", 100)),
            wallet.settlement(hold, 1),
            wallet.releasing(hold),
            wallet.extending(hold, "1", Optional.empty()),
            wallet.amending(hold, 1),
            new ExpireDue(Sample.TENANT, WALLET));

    assertThat(each)
        .allSatisfy(
            command -> {
              assertThat(command.wallet()).isEqualTo(WALLET);
              assertThat(outcome(command)).isInstanceOf(command.outcomeType());
            });
  }

  private <R extends Outcome> R outcome(LedgerCommand<R> command) {
    return switch (command.decide(wallet.snapshot(command), NOON)) {
      case Decision.Decided<R> decided -> decided.outcome();
      case Decision<R> other -> throw new AssertionError("not decided: " + other);
    };
  }

  @Test
  void readsTheCountersOfTheZoneThatWillApply() {
    wallet.changeZone("Pacific/Kiritimati");
    Ask ask = Ask.tokens(1).of(Offer.of(Sample.MINI).daily(1));
    wallet.at("2026-12-01T03:00:00Z").hold(ask);

    assertThat(wallet.refusalReason(ask)).isInstanceOf(AuthorizeOutcome.LimitReached.class);
  }

  @Test
  void decidesTheSameOnTheSameSnapshot() {
    Authorize command =
        Ask.tokens(2300).of(Offer.of(Sample.MINI).daily(3)).command(plan("free", 100));
    Snapshot snapshot = wallet.snapshot(command);

    assertThat(command.decide(snapshot, NOON)).isEqualTo(command.decide(snapshot, NOON));
  }
}
