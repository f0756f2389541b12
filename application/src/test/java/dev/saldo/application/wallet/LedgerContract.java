package dev.saldo.application.wallet;

import static dev.saldo.application.Concurrently.inParallel;
import static dev.saldo.application.wallet.Samples.ACTOR;
import static dev.saldo.application.wallet.Samples.CLAUDE;
import static dev.saldo.application.wallet.Samples.MINI;
import static dev.saldo.application.wallet.Samples.OTHER_TENANT;
import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.TENANT;
import static dev.saldo.application.wallet.Samples.authorize;
import static dev.saldo.application.wallet.Samples.candidate;
import static dev.saldo.application.wallet.Samples.grant;
import static dev.saldo.application.wallet.Samples.key;
import static dev.saldo.application.wallet.Samples.newWallet;
import static dev.saldo.application.wallet.Samples.open;
import static dev.saldo.application.wallet.Samples.plan;
import static dev.saldo.application.wallet.Samples.release;
import static dev.saldo.application.wallet.Samples.resolvedFor;
import static dev.saldo.application.wallet.Samples.settle;
import static dev.saldo.application.wallet.Samples.settleFailed;
import static dev.saldo.application.wallet.Samples.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.domain.wallet.Account;
import dev.saldo.domain.wallet.Adjust;
import dev.saldo.domain.wallet.AdjustOutcome;
import dev.saldo.domain.wallet.Adjustment;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refused;
import dev.saldo.domain.wallet.AuthorizeOutcome.WalletFrozen;
import dev.saldo.domain.wallet.ChangeFreeze;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.ChargeUsage;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.CommandWorld;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Decision.Decided;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryKind;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.Extend;
import dev.saldo.domain.wallet.ExtendOutcome;
import dev.saldo.domain.wallet.FreezeOutcome;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.HoldStory;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenOutcome;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.ReleaseOutcome;
import dev.saldo.domain.wallet.Run;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.domain.wallet.UpToDate;
import dev.saldo.domain.wallet.UsageOutcome;
import dev.saldo.domain.wallet.UsageRecord;
import dev.saldo.domain.wallet.Used;
import dev.saldo.domain.wallet.VoidGrant;
import dev.saldo.domain.wallet.VoidOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every ledger must do, whatever it is made of. */
public abstract class LedgerContract {
  private static final PlanTerms FREE = plan("free", 100);
  private static final int CALLERS = 64;

  private final ManualClock clock = new ManualClock(START);
  private final WalletId wallet = newWallet();
  private LedgerFixture fixture;
  private Ledger ledger;

  /** A ledger on this clock. */
  protected abstract LedgerFixture fixture(ManualClock clock);

  @BeforeEach
  void openWallet() {
    fixture = fixture(clock);
    ledger = fixture.ledger();
    assertThat(outcome(open(wallet, FREE))).isInstanceOf(OpenOutcome.Opened.class);
  }

  @Test
  void givesTheFirstAllowanceOnOpening() {
    assertThat(fixture.grants(wallet))
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.source()).isEqualTo(GrantSource.PLAN);
              assertThat(grant.available()).isEqualTo(Credits.of(100));
              assertThat(grant.expiresAt()).contains(Instant.parse("2026-12-01T03:00:00Z"));
            });
  }

  @Test
  void decidesByTheClockOfEachTenant() {
    TenantId ahead = fixture.newTestTenant();
    TenantId unset = fixture.newTestTenant();
    Instant nextYear = START.plus(Duration.ofDays(300));
    fixture.testClock(ahead, nextYear);
    WalletId first = newWallet();
    WalletId second = newWallet();
    WalletId third = newWallet();

    ledger.submitAll(
        List.of(open(ahead, first, FREE), open(third, FREE), open(unset, second, FREE)));

    assertThat(fixture.entries(first)).extracting(Entry::at).containsOnly(nextYear);
    assertThat(fixture.entries(second)).extracting(Entry::at).containsOnly(START);
    assertThat(fixture.entries(third)).extracting(Entry::at).containsOnly(START);
  }

  @Test
  void renewsEveryCycleThatATestClockHasPassed() {
    TenantId tenant = fixture.newTestTenant();
    WalletId renewed = newWallet();
    fixture.testClock(tenant, START);
    outcome(open(tenant, renewed, FREE));
    fixture.testClock(tenant, START.plus(Duration.ofDays(70)));

    Wallets.Sight sight = ledger.look(tenant, renewed, (_, _) -> Reads.NOTHING);
    assertThat(UpToDate.of(sight.snapshot(), sight.now()).standing().available())
        .isEqualTo(Credits.of(100));
    outcome(new ExpireDue(tenant, renewed));

    assertThat(fixture.grants(renewed))
        .extracting(Grant::effectiveAt)
        .containsExactly(
            START, Instant.parse("2026-12-01T03:00:00Z"), Instant.parse("2027-01-01T03:00:00Z"));
    assertThat(fixture.entries(renewed)).hasSize(5);
  }

  @Test
  void opensAWalletOnce() {
    assertThat(outcome(open(wallet, FREE))).isInstanceOf(OpenOutcome.AlreadyOpen.class);
    assertThat(fixture.entries(wallet)).hasSize(1);
  }

  @Test
  void opensOneWalletForManyAtOnce() throws Exception {
    WalletId fresh = newWallet();
    List<OpenOutcome> outcomes = inParallel(CALLERS, () -> outcome(open(fresh, FREE)));
    assertThat(outcomes).filteredOn(OpenOutcome.Opened.class::isInstance).hasSize(1);
    assertThat(fixture.entries(fresh)).hasSize(1);
  }

  @Test
  void holdsChargesAndReturns() {
    Held held = held(authorize(wallet, FREE, 2300));
    assertThat(held.hold().credits()).isEqualTo(Credits.of(3));
    assertThat(held.standing().available()).isEqualTo(Credits.of(97));

    Settled settled = settled(settle(held.id(), 1300));
    assertThat(settled.charged()).isEqualTo(Credits.of(2));
    assertThat(settled.returned()).isEqualTo(Credits.of(1));
    assertThat(settled.standing().available()).isEqualTo(Credits.of(98));
    assertThat(settled.standing().held()).isEqualTo(Credits.ZERO);
    assertThat(settled.cost().orElseThrow().amount()).isEqualByComparingTo("0.000195");
    assertThat(fixture.usage(wallet))
        .singleElement()
        .extracting(used -> used.charged())
        .isEqualTo(Credits.of(2));
  }

  @Test
  void chainsEntriesWithoutAGap() {
    settled(settle(held(authorize(wallet, FREE, 2300)).id(), 1300));
    Sha256 previous = Sha256.ZERO;
    long sequence = 0;
    for (Entry entry : fixture.entries(wallet)) {
      assertThat(entry.sequence()).isEqualTo(++sequence);
      assertThat(entry.hash()).isEqualTo(entry.hashAfter(previous));
      previous = entry.hash();
    }
    assertThat(sequence).isEqualTo(4);
  }

  @Test
  void answersTheSameKeyWithTheFirstAnswer() {
    var command = withKey(authorize(wallet, FREE, 1000), key("authorize", "k1", "body"));
    Held first = held(command);
    assertThat(ledger.submit(command)).isEqualTo(new Decision.Replayed<AuthorizeOutcome>(first));
    assertThat(fixture.holds(wallet)).hasSize(1);
  }

  @Test
  void refusesAKeyWithOtherContent() {
    held(withKey(authorize(wallet, FREE, 1000), key("authorize", "k1", "body")));
    assertThat(
            ledger.submit(withKey(authorize(wallet, FREE, 5000), key("authorize", "k1", "other"))))
        .isEqualTo(new Decision.KeyReused<AuthorizeOutcome>());
    assertThat(fixture.holds(wallet)).hasSize(1);
  }

  @Test
  void keepsKeysOfDifferentOperationsApart() {
    held(withKey(authorize(wallet, FREE, 1000), key("authorize", "k1", "body")));
    IssueGrant plain = grant(wallet, "5");
    IssueGrant keyed =
        new IssueGrant(
            plain.tenant(),
            wallet,
            Optional.of(key("grant", "k1", "another body")),
            plain.actor(),
            plain.credits(),
            plain.source(),
            plain.priority(),
            plain.effectiveAt(),
            plain.expiresAt(),
            plain.scope(),
            plain.paid(),
            plain.reason());
    assertThat(outcome(keyed)).isInstanceOf(GrantOutcome.Granted.class);
  }

  @Test
  void keepsKeysOfDifferentWalletsApart() {
    held(withKey(authorize(wallet, FREE, 1000), key("authorize", "k1", "body")));
    WalletId other = newWallet();
    outcome(open(other, FREE));
    held(withKey(authorize(other, FREE, 1000), key("authorize", "k1", "another body")));
    assertThat(fixture.holds(other)).hasSize(1);
  }

  @Test
  void answersAKnownKeyAlsoWhenTheCatalogueIsNewer() {
    var command = withKey(authorize(wallet, FREE, 1000), key("authorize", "k1", "body"));
    Held first = held(command);
    fixture.catalogVersion(TENANT, 2);
    assertThat(ledger.submit(command)).isEqualTo(new Decision.Replayed<AuthorizeOutcome>(first));
    fixture.catalogVersion(TENANT, 1);
  }

  @Test
  void answersAKnownKeyAlsoWhenTheHoldHasEndedLongAgo() {
    var command = withKey(authorize(wallet, FREE, 1000), key("authorize", "k1", "body"));
    Held first = held(command);
    settled(settle(first.id(), 900));
    clock.advance(Duration.ofDays(34));
    assertThat(ledger.submit(command)).isEqualTo(new Decision.Replayed<AuthorizeOutcome>(first));
    assertThat(fixture.holds(wallet)).hasSize(1);
  }

  @Test
  void remembersNothingUnderTheKeyOfARefusal() {
    var command = withKey(authorize(wallet, FREE, 200_000), key("authorize", "k1", "body"));
    assertThat(refused(command).reason())
        .isEqualTo(new InsufficientCredits(Credits.of(200), Credits.of(100)));
    outcome(grant(wallet, "100"));
    assertThat(held(command).hold().credits()).isEqualTo(Credits.of(200));
  }

  @Test
  void explainsEveryAuthorizationAndEveryRefusal() {
    Held held = held(authorize(wallet, FREE, 1000));
    Refused refused = refused(authorize(wallet, FREE, 200_000));
    assertThat(fixture.decisions(wallet))
        .extracting(DecisionRecord::number, DecisionRecord::outcome)
        .containsExactly(
            tuple(held.id().number(), "held"),
            tuple(refused.decision().number(), "insufficient_credits"));
  }

  @Test
  void answersTheSameSettlementAgainWithoutAKey() {
    Held held = held(authorize(wallet, FREE, 1000));
    Settled first = settled(settle(held.id(), 900));
    assertThat(ledger.submit(settle(held.id(), 900)))
        .isEqualTo(new Decision.Replayed<SettleOutcome>(first));
    assertThat(outcome(settle(held.id(), 901))).isInstanceOf(SettleOutcome.AlreadySettled.class);
    assertThat(fixture.usage(wallet)).hasSize(1);
  }

  @Test
  void endsAHoldOnce() {
    Held held = held(authorize(wallet, FREE, 1000));
    ReleaseOutcome first = outcome(release(held.id()));
    assertThat(first).isInstanceOf(ReleaseOutcome.Released.class);
    assertThat(ledger.submit(release(held.id())))
        .isEqualTo(new Decision.Replayed<ReleaseOutcome>(first));
    assertThat(outcome(settle(held.id(), 900))).isInstanceOf(SettleOutcome.AlreadyReleased.class);
  }

  @Test
  void refusesToReleaseWhatIsSettled() {
    Held held = held(authorize(wallet, FREE, 1000));
    settled(settle(held.id(), 900));
    assertThat(outcome(release(held.id()))).isInstanceOf(SettleOutcome.AlreadySettled.class);
  }

  @Test
  void expiresAHoldByTimeAlone() {
    Held held = held(authorize(wallet, FREE, 50_000));
    clock.advance(Duration.ofMinutes(15));
    assertThat(outcome(release(held.id()))).isInstanceOf(ReleaseOutcome.AlreadyExpired.class);
    assertThat(fixture.holds(wallet))
        .singleElement()
        .extracting(Hold::state)
        .isEqualTo(Hold.State.EXPIRED);
    assertThat(held(authorize(wallet, FREE, 100_000)).standing().available())
        .isEqualTo(Credits.ZERO);
  }

  @Test
  void postsWhatIsOverdueAtItsDueTime() {
    Held held = held(authorize(wallet, FREE, 50_000));
    clock.advance(Duration.ofDays(30));
    ledger.submit(new ExpireDue(TENANT, wallet));
    List<Entry> entries = fixture.entries(wallet);
    assertThat(entries).extracting(Entry::at).isSorted();
    assertThat(entries.get(2).at()).isEqualTo(held.hold().expiresAt());
    assertThat(entries.get(4).at()).isEqualTo(Instant.parse("2026-12-01T03:00:00Z"));
  }

  @Test
  void doesNotDependOnWhenItIsLookedAt() {
    WalletId often = newWallet();
    outcome(open(often, FREE));
    for (WalletId each : List.of(wallet, often)) {
      held(authorize(each, FREE, 50_000));
    }
    for (int day = 0; day < 70; day++) {
      clock.advance(Duration.ofDays(1));
      ledger.submit(new ExpireDue(TENANT, often));
    }
    ledger.submit(new ExpireDue(TENANT, wallet));
    assertThat(fixture.entries(wallet).stream().map(LedgerContract::withoutWallet))
        .containsExactlyElementsOf(
            fixture.entries(often).stream().map(LedgerContract::withoutWallet).toList());
  }

  private static String withoutWallet(Entry entry) {
    return entry.sequence()
        + " "
        + entry.at()
        + " "
        + entry.kind()
        + " "
        + entry.from()
        + " "
        + entry.to()
        + " "
        + entry.amount()
        + " "
        + entry.after();
  }

  @Test
  void chargesALateSettlementOnce() {
    Held held = held(authorize(wallet, FREE, 10_000));
    clock.advance(Duration.ofHours(1));
    Settled late = settled(settle(held.id(), 7000));
    assertThat(late.late()).isTrue();
    assertThat(late.state()).isEqualTo(Hold.State.EXPIRED);
    assertThat(late.charged()).isEqualTo(Credits.of(7));
    assertThat(ledger.submit(settle(held.id(), 7000)))
        .isEqualTo(new Decision.Replayed<SettleOutcome>(late));
    assertThat(outcome(settle(held.id(), 8000))).isInstanceOf(SettleOutcome.AlreadySettled.class);
    assertThat(late.standing().available()).isEqualTo(Credits.of(93));
  }

  @Test
  void owesWhatIsAboveTheBalanceAndRepaysItFirst() {
    Held held = held(authorize(wallet, FREE, 100_000));
    Settled settled = settled(settle(held.id(), 130_000));
    assertThat(settled.debt()).isEqualTo(Credits.of(30));
    assertThat(settled.standing().debt()).isEqualTo(Credits.of(30));

    GrantOutcome promo =
        outcome(grant(wallet, "10", GrantSource.PROMO, Optional.empty(), Scope.ALL));
    assertThat(((GrantOutcome.Granted) promo).repaid()).isEqualTo(Credits.ZERO);
    GrantOutcome bought = outcome(grant(wallet, "50"));
    assertThat(((GrantOutcome.Granted) bought).repaid()).isEqualTo(Credits.of(30));
    assertThat(((GrantOutcome.Granted) bought).standing().available()).isEqualTo(Credits.of(30));
    assertThat(((GrantOutcome.Granted) bought).standing().debt()).isEqualTo(Credits.ZERO);
  }

  @Test
  void takesBackWhatIsLeftOfAGrantOnceForOneKey() {
    GrantId allowance = fixture.grants(wallet).getFirst().id();
    held(authorize(wallet, FREE, 30_000));
    VoidGrant command =
        new VoidGrant(
            TENANT, allowance, Optional.of(key("void_grant", "k1", "body")), ACTOR, "mistaken");

    VoidOutcome.Voided voided = (VoidOutcome.Voided) outcome(command);

    assertThat(voided.credits()).isEqualTo(Credits.of(70));
    assertThat(voided.standing().held()).isEqualTo(Credits.of(30));
    assertThat(fixture.grants(wallet)).containsExactly(voided.is());
    assertThat(fixture.entries(wallet).getLast())
        .extracting(Entry::kind, Entry::from, Entry::to, Entry::amount, Entry::reason)
        .containsExactly(
            EntryKind.VOID,
            Account.AVAILABLE,
            Account.VOIDED,
            Credits.of(70),
            Optional.of("mistaken"));
    assertThat(ledger.submit(command)).isEqualTo(new Decision.Replayed<VoidOutcome>(voided));
    assertThat(outcome(new VoidGrant(TENANT, allowance, Optional.empty(), ACTOR, "once more")))
        .isEqualTo(new VoidOutcome.NothingToVoid());
  }

  @Test
  void takesBackAGrantThatHasNotArrived() {
    IssueGrant plain = grant(wallet, "5");
    GrantOutcome.Granted later =
        (GrantOutcome.Granted)
            outcome(
                new IssueGrant(
                    TENANT,
                    wallet,
                    Optional.empty(),
                    ACTOR,
                    plain.credits(),
                    plain.source(),
                    plain.priority(),
                    Optional.of(START.plus(Duration.ofDays(1))),
                    plain.expiresAt(),
                    plain.scope(),
                    plain.paid(),
                    plain.reason()));

    outcome(new VoidGrant(TENANT, later.grant().id(), Optional.empty(), ACTOR, "mistaken"));
    clock.advance(Duration.ofDays(2));
    outcome(new ExpireDue(TENANT, wallet));

    Grant stored = fixture.grants(wallet).getLast();
    assertThat(stored.scheduled()).isFalse();
    assertThat(stored.buckets().voided()).isEqualTo(Credits.of(5));
    assertThat(fixture.entries(wallet).getLast().after().available()).isEqualTo(Credits.of(100));
  }

  @Test
  void adjustsUpAndDown() {
    AdjustOutcome.Adjusted up =
        (AdjustOutcome.Adjusted) outcome(adjust("5", Optional.of(key("adjust", "k1", "body"))));
    AdjustOutcome.Adjusted down =
        (AdjustOutcome.Adjusted) outcome(adjust("-103", Optional.empty()));

    assertThat(up.standing().available()).isEqualTo(Credits.of(105));
    assertThat(down.lines())
        .extracting(Hold.Line::source, Hold.Line::credits)
        .containsExactly(
            tuple(GrantSource.PLAN, Credits.of(100)), tuple(GrantSource.ADJUSTMENT, Credits.of(3)));
    assertThat(down.standing().available()).isEqualTo(Credits.of(2));
    assertThat(outcome(adjust("-2.5", Optional.empty())))
        .isEqualTo(new AdjustOutcome.InsufficientAvailable(Credits.of(2)));
    assertThat(ledger.submit(adjust("5", Optional.of(key("adjust", "k1", "body")))))
        .isEqualTo(new Decision.Replayed<AdjustOutcome>(up));
    assertThat(ledger.submit(adjust("6", Optional.of(key("adjust", "k1", "other")))))
        .isEqualTo(new Decision.KeyReused<AdjustOutcome>());
    assertThat(fixture.entries(wallet).getLast().after().available()).isEqualTo(Credits.of(2));
  }

  @Test
  void letsManyTakeNoMoreThanThereIs() throws Exception {
    outcome(adjust("-90", Optional.empty()));

    List<AdjustOutcome> outcomes =
        inParallel(CALLERS, () -> outcome(adjust("-1", Optional.empty())));

    assertThat(outcomes).filteredOn(AdjustOutcome.Adjusted.class::isInstance).hasSize(10);
    assertThat(outcomes)
        .filteredOn(AdjustOutcome.InsufficientAvailable.class::isInstance)
        .hasSize(CALLERS - 10);
  }

  @Test
  void authorizesNothingWhileTheWalletIsFrozen() {
    HoldId before = held(authorize(wallet, FREE, 1000)).id();
    ChangeFreeze freeze =
        new ChangeFreeze(
            TENANT, wallet, Optional.of(key("change_freeze", "k1", "body")), true, ACTOR);
    FreezeOutcome frozen = outcome(freeze);

    assertThat(frozen).isInstanceOf(FreezeOutcome.Changed.class);
    assertThat(refused(authorize(wallet, FREE, 1000)).reason()).isEqualTo(new WalletFrozen());
    assertThat(settled(settle(before, 900)).charged()).isEqualTo(Credits.of(1));
    assertThat(outcome(new ChangeFreeze(TENANT, wallet, Optional.empty(), true, ACTOR)))
        .isInstanceOf(FreezeOutcome.Unchanged.class);

    outcome(new ChangeFreeze(TENANT, wallet, Optional.empty(), false, ACTOR));
    assertThat(ledger.submit(freeze)).isEqualTo(new Decision.Replayed<FreezeOutcome>(frozen));
    assertThat(held(authorize(wallet, FREE, 1000)).hold().credits()).isEqualTo(Credits.of(1));
  }

  private Adjust adjust(String credits, Optional<CommandKey> key) {
    return new Adjust(TENANT, wallet, key, ACTOR, Adjustment.parse(credits), "counted");
  }

  @Test
  void countsCallsInTheWindowsOfTheAuthorization() {
    var limited = candidate(MINI, Optional.of(3L), Optional.of(30L));
    HoldId failed = held(authorize(wallet, FREE, 100, limited)).id();
    settled(settle(held(authorize(wallet, FREE, 100, limited)).id(), 90));
    held(authorize(wallet, FREE, 100, limited));
    assertThat(refused(authorize(wallet, FREE, 100, limited)).reason())
        .isInstanceOf(LimitReached.class);

    settled(settleFailed(failed));
    Held again = held(authorize(wallet, FREE, 100, limited));
    assertThat(again.limits().getFirst().counter()).isEqualTo(new Counter(1, 2));
    assertThat(again.limits().getFirst().remaining()).isZero();
    assertThat(again.limits().getFirst().window().end())
        .isEqualTo(Instant.parse("2026-11-11T03:00:00Z"));

    clock.set(Instant.parse("2026-11-11T03:00:00Z"));
    assertThat(held(authorize(wallet, FREE, 100, limited)).limits().getFirst().counter())
        .isEqualTo(new Counter(0, 1));
  }

  @Test
  void fallsThroughToTheNextCandidateWhoseWindowIsFree() {
    var first = candidate(MINI, Optional.of(1L), Optional.empty());
    var second = candidate(CLAUDE, Optional.of(1L), Optional.empty());
    assertThat(held(authorize(wallet, FREE, 100, first, second)).hold().route().model())
        .isEqualTo(MINI);
    assertThat(held(authorize(wallet, FREE, 100, first, second)).hold().route().model())
        .isEqualTo(CLAUDE);
    assertThat(refused(authorize(wallet, FREE, 100, first, second)).reason())
        .isInstanceOf(LimitReached.class);
  }

  @Test
  void movesTheCountToTheProviderThatReallyServed() {
    Held held = held(authorize(wallet, FREE, 100, candidate(MINI), candidate(CLAUDE)));
    settled(settle(held.id(), 100, CLAUDE));
    fixture
        .counters(wallet)
        .forEach(
            (key, counter) ->
                assertThat(counter)
                    .isEqualTo(new Counter(key.target().equals("anthropic") ? 1 : 0, 0)));
    assertThat(fixture.counters(wallet)).hasSize(4);
  }

  @Test
  void decidesOnlyInTheTimeThatRoutesWereResolvedFor() {
    Authorize command = authorize(wallet, FREE, 100);
    Decision<AuthorizeOutcome> stale = new Decision.Stale<>(Optional.of(START));

    assertThat(ledger.submit(resolvedFor(command, new Period(Instant.EPOCH, START))))
        .isEqualTo(stale);
    assertThat(ledger.submit(resolvedFor(command, new Period(START.plusNanos(1_000), Instant.MAX))))
        .isEqualTo(stale);
    assertThat(fixture.decisions(wallet)).isEmpty();
    assertThat(ledger.submit(resolvedFor(command, new Period(START, START.plusNanos(1_000)))))
        .isInstanceOf(Decision.Decided.class);
  }

  @Test
  void countsInEveryKindOfWindowAndFreesWhatEnds() {
    for (WindowKind kind : WindowKind.values()) {
      Authorize once =
          Samples.limited(
              authorize(wallet, FREE, 100),
              Samples.limit("one-" + kind.code(), 1, LimitUnit.CALLS, kind));
      HoldId first = held(once).id();
      assertThat(((LimitReached) refused(once).reason()).state().limit().window()).isEqualTo(kind);
      outcome(release(first));
      if (kind == WindowKind.RATE) {
        assertThat(refused(once).reason()).isInstanceOf(LimitReached.class);
        clock.advance(Duration.ofMinutes(1));
      }
      settled(settle(held(once).id(), 90));
      clock.advance(Duration.ofDays(40));
    }
  }

  @Test
  void countsTokensAndCreditsOfAWholeCustomer() {
    Limit tokens = Samples.limit("tokens", 1_000, LimitUnit.TOKENS, WindowKind.DAY);
    Limit credits = Samples.limit("credits", 2_000_000, LimitUnit.CREDITS, WindowKind.CYCLE);
    Authorize big = Samples.limited(authorize(wallet, FREE, 700), tokens, credits);

    settled(settle(held(big).id(), 100));
    Held again = held(big);
    assertThat(again.limits())
        .extracting(LimitState::counter)
        .containsExactly(new Counter(100, 700), new Counter(1_000_000, 1_000_000));
    assertThat(((LimitReached) refused(big).reason()).state().limit()).isEqualTo(credits);
  }

  @Test
  void refusesWhatWasPreparedOnAnOlderCatalogue() {
    fixture.catalogVersion(TENANT, 2);
    assertThat(ledger.submit(authorize(wallet, FREE, 100)))
        .isEqualTo(new Decision.Stale<AuthorizeOutcome>());
    assertThat(ledger.submit(authorize(wallet, plan("premium", 6000), 100)))
        .isEqualTo(new Decision.Stale<AuthorizeOutcome>());
    assertThat(fixture.decisions(wallet)).isEmpty();
    fixture.catalogVersion(TENANT, 1);
  }

  @Test
  void answersAnotherTenantsWalletLikeAnUnknownOne() {
    Held held = held(authorize(wallet, FREE, 100));
    assertThat(ledger.submit(new ExpireDue(OTHER_TENANT, wallet)))
        .isInstanceOf(Decision.WalletUnknown.class);
    assertThat(
            ledger.submit(
                new Release(
                    OTHER_TENANT, held.id(), Optional.empty(), Samples.ACTOR, Optional.empty())))
        .isInstanceOf(Decision.WalletUnknown.class);
    assertThat(ledger.submit(new ExpireDue(TENANT, newWallet())))
        .isInstanceOf(Decision.WalletUnknown.class);
    assertThat(ledger.look(OTHER_TENANT, wallet, (_, _) -> Reads.NOTHING).snapshot().grants())
        .isEmpty();
  }

  @Test
  void answersAnUnknownHold() {
    assertThat(outcome(settle(new HoldId(wallet, 17), 100)))
        .isInstanceOf(SettleOutcome.HoldUnknown.class);
    assertThat(outcome(release(new HoldId(wallet, 17))))
        .isInstanceOf(SettleOutcome.HoldUnknown.class);
  }

  @Test
  void showsWhatIsDueWithoutPostingIt() {
    held(authorize(wallet, FREE, 50_000));
    int entries = fixture.entries(wallet).size();
    clock.advance(Duration.ofDays(30));
    Wallets.Sight sight = ledger.look(TENANT, wallet, (_, _) -> Reads.NOTHING);
    UpToDate now = UpToDate.of(sight.snapshot(), sight.now());
    assertThat(now.standing().available()).isEqualTo(Credits.of(100));
    assertThat(now.standing().held()).isEqualTo(Credits.ZERO);
    assertThat(now.wallet().cycle().start()).isEqualTo(Instant.parse("2026-12-01T03:00:00Z"));
    assertThat(fixture.entries(wallet)).hasSize(entries);
  }

  @Test
  void previewsWithoutAnEffect() {
    assertThat(ledger.preview(authorize(wallet, FREE, 1000))).isInstanceOf(Decided.class);
    assertThat(fixture.holds(wallet)).isEmpty();
    assertThat(fixture.decisions(wallet)).isEmpty();
  }

  @Test
  void answersManyCommandsInInputOrder() {
    List<Decision<?>> decisions =
        ledger.submitAll(
            List.of(
                grant(wallet, "5"),
                authorize(wallet, FREE, 200_000),
                authorize(wallet, FREE, 1000),
                new ExpireDue(OTHER_TENANT, wallet)));
    assertThat(decisions)
        .extracting(
            decision ->
                decision instanceof Decided<?> decided
                    ? decided.outcome().getClass()
                    : decision.getClass())
        .containsExactly(
            GrantOutcome.Granted.class, Refused.class, Held.class, Decision.WalletUnknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    // what is available is 30 of the 100 that the usage costs, the debt limit is 20
    "CHARGE,      70, 0",
    "DEBT_UP_TO,  20, 50",
    "CAP_AT_HOLD, 0,  70",
    "REJECT,      0,  70"
  })
  void chargesUsageWithoutAHold(OverrunPolicy policy, long debt, long notCharged) {
    WalletId poor = newWallet();
    PlanTerms terms = plan("poor", 30, Enforcement.HARD, policy, 20);
    outcome(open(poor, terms));
    ChargeUsage command = Used.tokens(100_000).in(poor).command(terms);

    UsageOutcome.Charged charged = (UsageOutcome.Charged) outcome(command);

    assertThat(charged.debt()).isEqualTo(Credits.of(debt));
    assertThat(charged.notCharged()).isEqualTo(Credits.of(notCharged));
    assertThat(ledger.submit(command)).isEqualTo(new Decision.Replayed<UsageOutcome>(charged));
    assertThat(fixture.usage(poor))
        .singleElement()
        .satisfies(
            used -> {
              assertThat(used.hold()).isEmpty();
              assertThat(used.charged()).isEqualTo(charged.charged());
              assertThat(used.direct().orElseThrow().counted()).hasSize(2);
            });
    assertThat(fixture.counters(poor).values()).containsOnly(new Counter(1, 0)).hasSize(2);
    assertThat(fixture.entries(poor)).filteredOn(entry -> entry.hold().isPresent()).isEmpty();
  }

  @Test
  void remembersThePlanThatUsageOfEarlierHad() {
    Instant changed = START.plus(Duration.ofHours(1));
    clock.set(changed);
    PlanTerms premium = plan("premium", 500);
    outcome(
        new ChangePlan(
            TENANT, wallet, Optional.empty(), premium, Optional.of(ChangeTime.NOW), ACTOR));

    List<Decision<?>> decisions =
        ledger.submitAll(
            List.of(
                Used.tokens(1).at(changed.minusSeconds(1)).in(wallet).command(premium),
                Used.tokens(1).at(changed).named("e-2").in(wallet).command(premium),
                Used.tokens(1).at(changed).named("e-2").in(wallet).command(premium),
                Used.tokens(2).at(changed).named("e-2").in(wallet).command(premium),
                Used.tokens(1)
                    .at(START.minus(Duration.ofDays(36)))
                    .named("e-3")
                    .in(wallet)
                    .command(premium)));

    assertThat(planOf(decisions.get(0))).isEqualTo("free");
    assertThat(planOf(decisions.get(1))).isEqualTo("premium");
    assertThat(decisions.get(2)).isInstanceOf(Decision.Replayed.class);
    assertThat(decisions.get(3)).isInstanceOf(Decision.KeyReused.class);
    assertThat(((Decided<?>) decisions.get(4)).outcome())
        .isInstanceOf(UsageOutcome.OutsideTime.class);
    assertThat(fixture.usage(wallet)).hasSize(2);
  }

  @Test
  void chargesOneEventOnceForManyCallers() throws Exception {
    ChargeUsage command = Used.tokens(1000).in(wallet).command(FREE);
    List<Decision<UsageOutcome>> decisions = inParallel(CALLERS, () -> ledger.submit(command));

    assertThat(decisions).filteredOn(Decided.class::isInstance).hasSize(1);
    assertThat(decisions).filteredOn(Decision.Replayed.class::isInstance).hasSize(CALLERS - 1);
    assertThat(fixture.usage(wallet)).hasSize(1);
  }

  private static String planOf(Decision<?> decision) {
    return ((UsageOutcome.Charged) ((Decided<?>) decision).outcome()).plan().plan();
  }

  @Test
  void schedulesAGrantUntilItsTime() {
    Instant later = START.plus(Duration.ofHours(2));
    IssueGrant plain = grant(wallet, "40");
    outcome(
        new IssueGrant(
            TENANT,
            wallet,
            Optional.empty(),
            plain.actor(),
            plain.credits(),
            plain.source(),
            plain.priority(),
            Optional.of(later),
            Optional.empty(),
            plain.scope(),
            plain.paid(),
            plain.reason()));
    assertThat(refused(authorize(wallet, FREE, 101_000)).reason())
        .isInstanceOf(InsufficientCredits.class);
    clock.set(later);
    assertThat(held(authorize(wallet, FREE, 101_000)).hold().credits()).isEqualTo(Credits.of(101));
    assertThat(fixture.grants(wallet)).allMatch(Grant::isWhole);
  }

  @Test
  void sendsUnusedCreditsOfALapsedGrantToBreakage() {
    outcome(
        grant(
            wallet,
            "20",
            GrantSource.PURCHASE,
            Optional.of(START.plus(Duration.ofMinutes(5))),
            Scope.ALL));
    Held held = held(authorize(wallet, FREE, 20_000));
    clock.advance(Duration.ofMinutes(6));
    Settled settled = settled(settle(held.id(), 12_000));
    assertThat(settled.charged()).isEqualTo(Credits.of(12));
    assertThat(settled.returned()).isEqualTo(Credits.ZERO);
    assertThat(settled.standing().available()).isEqualTo(Credits.of(100));
  }

  @Test
  void admitsExactlyAsManyCallersAsThereAreCredits() throws Exception {
    WalletId scarce = newWallet();
    PlanTerms nothing = plan("nothing", 0);
    outcome(open(scarce, nothing));
    outcome(grant(scarce, "7"));
    List<AuthorizeOutcome> outcomes =
        inParallel(CALLERS, () -> outcome(authorize(scarce, nothing, 1000)));
    assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(7);
    assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(CALLERS - 7);
  }

  @Test
  void admitsExactlyAsManyCallersAsTheLimitAllows() throws Exception {
    var limited = candidate(MINI, Optional.of(5L), Optional.empty());
    List<AuthorizeOutcome> outcomes =
        inParallel(CALLERS, () -> outcome(authorize(wallet, FREE, 100, limited)));
    assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(5);
  }

  @Test
  void makesOneHoldForOneKeyInParallel() throws Exception {
    var command = withKey(authorize(wallet, FREE, 1000), key("authorize", "k1", "body"));
    List<Decision<AuthorizeOutcome>> decisions = inParallel(CALLERS, () -> ledger.submit(command));
    assertThat(decisions).filteredOn(Decided.class::isInstance).hasSize(1);
    assertThat(decisions)
        .filteredOn(Decision.Replayed.class::isInstance)
        .hasSize(CALLERS - 1)
        .allMatch(
            decisions.stream().filter(Decision.Replayed.class::isInstance).findFirst().orElseThrow()
                ::equals);
    assertThat(fixture.holds(wallet)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource
  void endsAHoldAsItIsWritten(HoldStory story) {
    story.play(new World());
  }

  static Stream<HoldStory> endsAHoldAsItIsWritten() {
    return Stream.concat(HoldStory.all(), HoldStory.crossings());
  }

  private final class World extends CommandWorld {
    private final WalletId played;

    World() {
      this(newWallet());
    }

    private World(WalletId played) {
      super(played);
      this.played = played;
    }

    @Override
    protected <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
      return ledger.submit(command);
    }

    @Override
    protected Instant now() {
      return clock.instant();
    }

    @Override
    protected Standing standing() {
      Wallets.Sight sight = ledger.look(TENANT, played, (_, _) -> Reads.NOTHING);
      return UpToDate.of(sight.snapshot(), sight.now()).standing();
    }

    @Override
    public void pass(Duration time) {
      clock.advance(time);
    }
  }

  @Test
  void answersTheKeyOfACallAsAtFirstThoughItWasExtendedSince() {
    Authorize command = withKey(authorize(wallet, FREE, 10_000), key("authorize", "k1", "body"));
    Held first = held(command);
    Extend extend =
        new Extend(
            TENANT,
            first.id(),
            Optional.of(key("extend", "k2", "body")),
            Samples.ACTOR,
            Credits.of(5),
            Optional.of(Duration.ofHours(2)));
    ExtendOutcome extended = outcome(extend);

    assertThat(fixture.holds(wallet).getFirst().credits()).isEqualTo(Credits.of(15));
    assertThat(ledger.submit(extend)).isEqualTo(new Decision.Replayed<ExtendOutcome>(extended));
    assertThat(ledger.submit(command)).isEqualTo(new Decision.Replayed<AuthorizeOutcome>(first));
    clock.advance(Duration.ofHours(3));
    assertThat(ledger.submit(command)).isEqualTo(new Decision.Replayed<AuthorizeOutcome>(first));
  }

  @Test
  void answersTheKeyOfARunAsAtFirstThoughItHadChildrenSince() {
    Authorize command = withKey(authorize(wallet, FREE, 50_000), key("authorize", "k1", "body"));
    Held run = held(command);
    Held child = held(Samples.within(authorize(wallet, FREE, 10_000), run.id()));
    settled(settle(child.id(), 6000));
    assertThat(outcome(release(run.id()))).isInstanceOf(ReleaseOutcome.Released.class);

    assertThat(ledger.submit(command)).isEqualTo(new Decision.Replayed<AuthorizeOutcome>(run));
    assertThat(fixture.holds(wallet).getFirst().run())
        .contains(
            new Run(
                1, 0, Credits.of(6), List.of(new ProviderCost(new BigDecimal("0.0009"), "USD"))));
    assertThat(fixture.usage(wallet))
        .singleElement()
        .extracting(UsageRecord::run)
        .isEqualTo(OptionalLong.of(run.id().number()));
  }

  @Test
  void lendsARunToAsManyChildrenAsItAndTheWalletCanPay() throws Exception {
    Held run = held(authorize(wallet, FREE, 60_000));
    Authorize child = Samples.within(authorize(wallet, FREE, 10_000), run.id());
    List<AuthorizeOutcome> outcomes = inParallel(CALLERS, () -> outcome(child));

    assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(10);
    assertThat(outcome(settle(run.id(), 0))).isEqualTo(new SettleOutcome.ChildrenOpen(10));
    for (AuthorizeOutcome each : outcomes) {
      if (each instanceof Held(HoldId id, var _, var _, var _)) {
        settled(settle(id, 7000));
      }
    }
    assertThat(settled(settle(run.id(), 0)).returned()).isEqualTo(Credits.of(30));
    LedgerScripts.requireSound(fixture, wallet);
  }

  @Test
  void closesARunOnceAmongChildrenThatEnd() throws Exception {
    Held run = held(authorize(wallet, FREE, 60_000));
    Held child = held(Samples.within(authorize(wallet, FREE, 10_000), run.id()));
    AtomicInteger callers = new AtomicInteger();
    List<Outcome> outcomes =
        inParallel(
            CALLERS,
            () -> ended(release(callers.incrementAndGet() % 2 == 0 ? child.id() : run.id())));

    assertThat(outcomes)
        .filteredOn(each -> each instanceof ReleaseOutcome.Released)
        .extracting(each -> ((ReleaseOutcome.Released) each).returned())
        .contains(Credits.of(10))
        .allMatch(returned -> returned.equals(Credits.of(10)) || returned.equals(Credits.of(60)));
    assertThat(ended(release(run.id())))
        .isInstanceOfSatisfying(
            ReleaseOutcome.Released.class,
            released -> assertThat(released.returned()).isEqualTo(Credits.of(60)));
    assertThat(fixture.entries(wallet).getLast().after().available()).isEqualTo(Credits.of(100));
  }

  private Outcome ended(LedgerCommand<?> command) {
    return switch (ledger.submit(command)) {
      case Decided<?> decided -> decided.outcome();
      case Decision.Replayed<?> replayed -> replayed.outcome();
      case Decision<?> other -> throw new AssertionError("not decided: " + other);
    };
  }

  @Test
  void countsWhatACorrectionSaysInPlaceOfTheEstimate() {
    Held held = held(authorize(wallet, FREE, 10_000, candidate(MINI), candidate(CLAUDE)));
    settled(Samples.estimated(settle(held.id(), 7000)));
    clock.advance(Duration.ofDays(2));
    outcome(Samples.amend(held.id(), 3000, CLAUDE));

    assertThat(fixture.counters(wallet).entrySet())
        .filteredOn(each -> each.getKey().kind() == WindowKind.DAY)
        .extracting(each -> each.getKey().target(), Map.Entry::getValue)
        .containsExactlyInAnyOrder(
            tuple("openai", new Counter(0, 0)), tuple("anthropic", new Counter(1, 0)));
    assertThat(fixture.usage(wallet))
        .extracting(UsageRecord::charged, used -> used.corrects().isPresent())
        .containsExactly(tuple(Credits.of(7), false), tuple(Credits.of(3), true));
  }

  @Test
  void handsReservedCreditsOfALimitFromARunToItsChildren() {
    Limit all = Samples.limit("all", 60_000_000, LimitUnit.CREDITS, WindowKind.MONTH);
    Held run = held(Samples.limited(authorize(wallet, FREE, 50_000), all));
    Authorize child =
        Samples.limited(Samples.within(authorize(wallet, FREE, 40_000), run.id()), all);
    Held first = held(child);
    assertThat(first.limits())
        .singleElement()
        .extracting(LimitState::counter)
        .isEqualTo(new Counter(0, 50_000_000));
    assertThat(refused(child).reason()).isInstanceOf(LimitReached.class);
    settled(settle(first.id(), 35_000));
    assertThat(fixture.counters(wallet).entrySet())
        .filteredOn(each -> each.getKey().unit() == LimitUnit.CREDITS)
        .extracting(Map.Entry::getValue)
        .containsExactly(new Counter(35_000_000, 15_000_000));
  }

  @Test
  void countsMoreThanANumberCanSayWhereRulesAreObserved() {
    WalletId rich = newWallet();
    PlanTerms observed = plan("free", 3, Enforcement.OBSERVE, OverrunPolicy.CHARGE, 0);
    outcome(open(rich, observed));
    Limit spend = Samples.limit("spend", 10_000_000, LimitUnit.CREDITS, WindowKind.DAY);
    Authorize absurd =
        Samples.limited(Samples.flat(authorize(rich, observed, 1), Credits.MAX), spend);
    List<HoldId> holds = new ArrayList<>();
    for (int call = 0; call < 24; call++) {
      holds.add(held(absurd).id());
    }

    for (HoldId hold : holds.subList(0, 11)) {
      settled(Samples.settle(hold, true));
    }
    ledger.submitAll(
        holds.subList(11, 22).stream().map(hold -> Samples.settle(hold, true)).toList());
    holds.subList(22, 24).forEach(hold -> outcome(release(hold)));

    assertThat(fixture.holds(rich)).noneMatch(hold -> hold.state() == Hold.State.HELD);
    assertThat(fixture.counters(rich).entrySet())
        .filteredOn(each -> each.getKey().unit() == LimitUnit.CREDITS)
        .extracting(Map.Entry::getValue)
        .containsExactly(new Counter(Long.MAX_VALUE, 0));
    assertThat(held(absurd).limits().getFirst().counter())
        .isEqualTo(new Counter(Long.MAX_VALUE, Credits.MAX.micros()));
  }

  private <R extends Outcome> R outcome(LedgerCommand<R> command) {
    return switch (ledger.submit(command)) {
      case Decided<R> decided -> decided.outcome();
      case Decision<R> other -> throw new AssertionError("not decided: " + other);
    };
  }

  private Held held(LedgerCommand<AuthorizeOutcome> command) {
    return (Held) outcome(command);
  }

  private Refused refused(LedgerCommand<AuthorizeOutcome> command) {
    return (Refused) outcome(command);
  }

  private Settled settled(LedgerCommand<SettleOutcome> command) {
    return (Settled) outcome(command);
  }
}
