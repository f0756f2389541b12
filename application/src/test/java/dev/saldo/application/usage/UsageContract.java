package dev.saldo.application.usage;

import static dev.saldo.application.wallet.Samples.CLAUDE;
import static dev.saldo.application.wallet.Samples.MINI;
import static dev.saldo.application.wallet.Samples.OTHER_TENANT;
import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.TENANT;
import static dev.saldo.application.wallet.Samples.call;
import static dev.saldo.application.wallet.Samples.candidate;
import static dev.saldo.application.wallet.Samples.newWallet;
import static dev.saldo.application.wallet.Samples.open;
import static dev.saldo.application.wallet.Samples.settle;
import static dev.saldo.application.wallet.Samples.withCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.usage.UsageTotals.Day;
import dev.saldo.application.wallet.Ledger;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.HoldId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of usage totals must do. */
public abstract class UsageContract {
  private static final String FEATURE = "diary_analysis";
  private static final LocalDate TENTH = LocalDate.of(2026, 11, 10);
  private static final LocalDate ELEVENTH = LocalDate.of(2026, 11, 11);
  private static final LocalDate TWELFTH = LocalDate.of(2026, 11, 12);
  private static final PlanTerms CAPPED =
      Samples.plan("capped", 100, Enforcement.HARD, OverrunPolicy.CAP_AT_HOLD, 0);
  private static final PlanTerms UNLIMITED =
      Samples.plan("unlimited", 0, Enforcement.UNLIMITED, OverrunPolicy.CHARGE, 0);

  private final ManualClock clock = new ManualClock(START);
  private final WalletId wallet = newWallet();
  private Ledger ledger;
  private Usage usage;

  /** A ledger with the totals of what it settles. */
  public record Stores(Ledger ledger, Usage usage) {}

  /** Ledger and usage on this clock. */
  protected abstract Stores stores(ManualClock clock);

  @BeforeEach
  void openWallet() {
    Stores stores = stores(clock);
    ledger = stores.ledger();
    usage = stores.usage();
    ledger.submit(open(wallet, CAPPED));
  }

  @Test
  void addsUpWhatWasUsedOnADay() {
    use("ana", 3000, tokens(1500, 800, Map.of("page", 2L)), MINI);
    use("bia", 3000, tokens(1000, 1200, Map.of("page", 1L, "image", 4L)), MINI);
    assertThat(totals(Optional.empty()).days())
        .containsExactly(
            new Day(
                TENTH,
                FEATURE,
                MINI,
                2,
                Map.of(TokenClass.INPUT, 2500L, TokenClass.OUTPUT, 2000L),
                Map.of("page", 3L, "image", 4L),
                Credits.of(6),
                Credits.of(6),
                Credits.ZERO));
  }

  @Test
  void tellsWhatWasChargedFromWhatWasNot() {
    use("ana", 2000, TokenUsage.ofTokens(5000, 0), MINI);
    Day day = totals(Optional.empty()).days().getFirst();
    assertThat(day.credits()).isEqualTo(Credits.of(5));
    assertThat(day.charged()).isEqualTo(Credits.of(2));
    assertThat(day.notCharged()).isEqualTo(Credits.of(3));
  }

  @Test
  void correctsTheDayOfACallThatWasEstimated() {
    HoldId hold = held(3000);
    ledger.submit(
        Samples.estimated(settle(hold, tokens(2500, 0, Map.of("page", 2L, "image", 1L)), MINI)));
    Instant settled = clock.instant();
    clock.advance(Duration.ofDays(3));
    ledger.submit(Samples.amend(hold, tokens(500, 100, Map.of("page", 5L)), MINI));

    assertThat(totals(Optional.empty()))
        .isEqualTo(
            new UsageTotals(
                List.of(
                    new Day(
                        TENTH,
                        FEATURE,
                        MINI,
                        1,
                        Map.of(TokenClass.INPUT, 500L, TokenClass.OUTPUT, 100L),
                        Map.of("page", 5L),
                        Credits.of(1),
                        Credits.of(1),
                        Credits.ZERO)),
                Optional.of(settled)));
  }

  @Test
  void movesACorrectedCallToTheModelThatServedIt() {
    HoldId hold = held(3000);
    ledger.submit(Samples.estimated(settle(hold, TokenUsage.ofTokens(2500, 0), MINI)));
    ledger.submit(Samples.amend(hold, TokenUsage.ofTokens(1500, 0), CLAUDE));

    assertThat(totals(Optional.empty()).days())
        .extracting(Day::model, Day::calls, Day::charged)
        .containsExactlyInAnyOrder(tuple(MINI, 0L, Credits.ZERO), tuple(CLAUDE, 1L, Credits.of(2)));
  }

  private HoldId held(long estimate) {
    var command = Samples.authorize(wallet, CAPPED, estimate, candidate(MINI), candidate(CLAUDE));
    return switch (ledger.submit(command)) {
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.Held held, var _, var _) ->
          held.id();
      case Decision<AuthorizeOutcome> other -> throw new AssertionError("not held: " + other);
    };
  }

  @Test
  void keepsWhatUnlimitedUsageWouldHaveCost() {
    WalletId unlimited = newWallet();
    ledger.submit(open(unlimited, UNLIMITED));
    use(unlimited, UNLIMITED, "ana", 2000, TokenUsage.ofTokens(5000, 0), MINI);
    Day day = usage.totals(TENANT, unlimited, Optional.empty(), TENTH, TWELFTH).days().getFirst();
    assertThat(day.credits()).isEqualTo(Credits.of(5));
    assertThat(day.charged()).isEqualTo(Credits.ZERO);
    assertThat(day.notCharged()).isEqualTo(Credits.ZERO);
  }

  @Test
  void hasARowForEachModel() {
    use("ana", 1000, TokenUsage.ofTokens(1000, 0), MINI);
    use("ana", 1000, TokenUsage.ofTokens(2000, 0), CLAUDE);
    assertThat(totals(Optional.empty()).days())
        .extracting(Day::model)
        .containsExactlyInAnyOrder(MINI, CLAUDE);
  }

  @Test
  void showsTheUsageOfOneUser() {
    use("ana", 1000, TokenUsage.ofTokens(700, 0), MINI);
    use("bia", 1000, TokenUsage.ofTokens(300, 0), MINI);
    use("", 1000, TokenUsage.ofTokens(100, 0), MINI);
    assertThat(totals(Optional.of("ana")).days())
        .singleElement()
        .extracting(day -> day.tokens().get(TokenClass.INPUT))
        .isEqualTo(700L);
    assertThat(totals(Optional.empty()).days())
        .singleElement()
        .extracting(day -> day.tokens().get(TokenClass.INPUT))
        .isEqualTo(1100L);
    assertThat(totals(Optional.of("nobody")))
        .isEqualTo(new UsageTotals(List.of(), Optional.empty()));
  }

  @Test
  void cutsDaysAtTheCustomersMidnight() {
    clock.set(Instant.parse("2026-11-11T02:59:59Z"));
    use("ana", 1000, TokenUsage.ofTokens(100, 0), MINI);
    clock.set(Instant.parse("2026-11-11T03:00:00Z"));
    use("ana", 1000, TokenUsage.ofTokens(200, 0), MINI);
    assertThat(totals(Optional.empty()).days())
        .extracting(Day::day)
        .containsExactly(ELEVENTH, TENTH);
  }

  @Test
  void showsDaysFromOneToBeforeAnother() {
    use("ana", 1000, TokenUsage.ofTokens(100, 0), MINI);
    clock.set(Instant.parse("2026-11-11T15:00:00Z"));
    use("ana", 1000, TokenUsage.ofTokens(200, 0), MINI);
    UsageTotals first = usage.totals(TENANT, wallet, Optional.empty(), TENTH, ELEVENTH);
    assertThat(first.days()).extracting(Day::day).containsExactly(TENTH);
    assertThat(first.lastActiveAt()).contains(Instant.parse("2026-11-11T15:00:00Z"));
    UsageTotals second = usage.totals(TENANT, wallet, Optional.empty(), ELEVENTH, TWELFTH);
    assertThat(second.days()).extracting(Day::day).containsExactly(ELEVENTH);
  }

  @Test
  void showsNothingToAnotherTenant() {
    use("ana", 1000, TokenUsage.ofTokens(100, 0), MINI);
    assertThat(usage.totals(OTHER_TENANT, wallet, Optional.empty(), TENTH, TWELFTH))
        .isEqualTo(new UsageTotals(List.of(), Optional.empty()));
    assertThat(usage.totals(TENANT, newWallet(), Optional.empty(), TENTH, TWELFTH).days())
        .isEmpty();
  }

  private UsageTotals totals(Optional<String> user) {
    return usage.totals(TENANT, wallet, user, TENTH, TWELFTH);
  }

  private void use(String user, long estimate, TokenUsage used, ModelId model) {
    use(wallet, CAPPED, user, estimate, used, model);
  }

  private void use(
      WalletId in, PlanTerms terms, String user, long estimate, TokenUsage used, ModelId model) {
    var command = Samples.authorize(in, terms, estimate, candidate(MINI), candidate(CLAUDE));
    switch (ledger.submit(withCall(command, call(user)))) {
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.Held held, var _, var _) ->
          assertThat(ledger.submit(settle(held.id(), used, model)))
              .isInstanceOf(Decision.Decided.class);
      case Decision<AuthorizeOutcome> other -> throw new AssertionError("not held: " + other);
    }
  }

  private static TokenUsage tokens(long input, long output, Map<String, Long> units) {
    return new TokenUsage(1, Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output), units);
  }
}
