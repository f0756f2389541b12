package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.pricing.TokenUsage;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Random lives of a wallet, next to a naive one: every answer and every balance is the same. */
class WalletScriptTest {
  private static final int LIVES = 25;
  private static final int STEPS = 200;
  private static final List<PlanTerms> PLANS =
      List.of(
          Sample.plan("free", 100),
          Sample.version(2, Sample.plan("free", 260)),
          Sample.version(3, Sample.plan("free", 150)),
          Sample.anniversary(Sample.plan("up_to", 60, OverrunPolicy.DEBT_UP_TO, 20)),
          Sample.rolling(
              Sample.plan("capped", 300, OverrunPolicy.CAP_AT_HOLD, 50),
              Rollover.forDays(Credits.of(120), 40)),
          Sample.rolling(
              Sample.anniversary(Sample.plan("saver", 90)), Rollover.forCycles(Credits.of(35), 2)),
          Sample.plan("strict", 0, OverrunPolicy.REJECT, 10));

  @Test
  void agreesWithTheNaiveWallet() {
    Map<String, Integer> answers = new HashMap<>();
    for (long seed = 1; seed <= LIVES; seed++) {
      new Life(seed, answers).run();
    }
    assertThat(answers)
        .containsKeys(
            "granted",
            "voided",
            "nothing to void",
            "adjusted",
            "insufficient",
            "freeze changed",
            "as frozen",
            "too early",
            "changed",
            "unchanged",
            "scheduled",
            "cancelled",
            "nothing scheduled",
            "agreed",
            "held",
            "refused",
            "released",
            "replayed",
            "settled",
            "rejected",
            "already settled",
            "already released",
            "already expired",
            "extended",
            "too long",
            "amended",
            "not settled",
            "not assumed",
            "already amended",
            "child held",
            "child refused",
            "child a child",
            "child settled",
            "children open");
  }

  private static final class Life {
    private final long seed;
    private final Random random;
    private final Map<String, Integer> answers;
    private final WalletUnderTest real =
        WalletUnderTest.onPlan(PLANS.getFirst(), ZoneOffset.UTC, NOON);
    private final NaiveWallet naive = new NaiveWallet(terms(PLANS.getFirst()), NOON);
    private final List<HoldId> holds = new ArrayList<>();

    Life(long seed, Map<String, Integer> answers) {
      this.seed = seed;
      this.random = new Random(seed);
      this.answers = answers;
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        pass();
        String answer =
            switch (random.nextInt(14)) {
              case 0 ->
                  switch (random.nextInt(4)) {
                    case 0 -> takeBack();
                    case 1 -> adjust();
                    default -> grant();
                  };
              case 1 ->
                  switch (random.nextInt(10)) {
                    case 0, 1, 2 -> changePlan();
                    case 8 -> freeze();
                    case 3, 4 -> agree();
                    case 5 -> cancel();
                    default -> sweep();
                  };
              case 2 -> onAHold(this::release);
              case 3, 4, 5 -> onAHold(this::settle);
              case 10 -> onAHold(this::extend);
              case 11 -> onAHold(this::amend);
              case 12, 13 -> onAHold(this::child);
              default -> authorize();
            };
        answers.merge(answer, 1, Integer::sum);
        if (answer.equals("replayed")) {
          sweep(); // a replay posts nothing, not even what is due
        }
        assertThat(state(real.wallet()))
            .as("after %s, step %s of seed %s", answer, step, seed)
            .isEqualTo(naive.state());
      }
    }

    private void pass() {
      Duration time =
          switch (random.nextInt(30)) {
            case 0 -> Duration.ofDays(random.nextInt(70));
            case 1, 2, 3 -> Duration.ofHours(random.nextInt(60));
            case 4 -> Duration.ofSeconds(-random.nextInt(7200));
            default -> Duration.ofMinutes(random.nextInt(12));
          };
      naive.reach(real.after(time).now());
    }

    private String sweep() {
      real.sweep();
      return "swept";
    }

    private String grant() {
      boolean promo = random.nextBoolean();
      boolean paid = !promo && random.nextBoolean();
      String feature = random.nextInt(3) == 0 ? "user_chat" : "";
      NaiveWallet.Given given =
          new NaiveWallet.Given(
              BigInteger.valueOf(1 + random.nextInt(40_000_000)),
              random.nextInt(3) == 0 ? random.nextInt(101) : 50,
              random.nextInt(4) == 0 ? Optional.of(soon()) : Optional.empty(),
              random.nextInt(3) == 0 ? Optional.empty() : Optional.of(soon()),
              paid,
              promo,
              feature);
      Gift gift =
          new Gift(
              new Credits(given.amount().longValueExact()),
              promo ? GrantSource.PROMO : paid ? GrantSource.PURCHASE : GrantSource.ADJUSTMENT,
              given.priority(),
              given.from(),
              given.expires(),
              feature.isEmpty() ? Scope.ALL : new Scope(Set.of(feature), Set.of()),
              paid ? Optional.of(Money.parse("1", "BRL")) : Optional.empty(),
              Optional.empty());
      String answer =
          real.outcome(gift.command()) instanceof GrantOutcome.Granted ? "granted" : "too early";
      assertThat(answer).isEqualTo(naive.grant(given));
      return answer;
    }

    /** Whole minutes and hours, so that things fall due together. */
    private Instant soon() {
      Instant hour = real.now().truncatedTo(ChronoUnit.HOURS);
      return hour.plus(Duration.ofMinutes(30L * random.nextInt(200)));
    }

    private String changePlan() {
      PlanTerms to = PLANS.get(random.nextInt(PLANS.size()));
      String when = List.of("now", "end", "").get(random.nextInt(3));
      Optional<ChangeTime> time =
          switch (when) {
            case "now" -> Optional.of(ChangeTime.NOW);
            case "end" -> Optional.of(ChangeTime.END_OF_CYCLE);
            default -> Optional.empty();
          };
      String answer =
          switch (real.changePlan(to, time)) {
            case PlanChangeOutcome.Changed _ -> "changed";
            case PlanChangeOutcome.Scheduled _ -> "scheduled";
            case PlanChangeOutcome.AlreadyOnPlan() -> "unchanged";
          };
      assertThat(answer).isEqualTo(naive.changePlan(terms(to), when));
      return answer;
    }

    /** The purses of both came in in the same order. */
    private String takeBack() {
      real.sweep();
      assertThat(real.grants()).hasSize(naive.purses());
      int index = Math.max(0, naive.purses() - 1 - random.nextInt(4));
      String answer =
          switch (real.voidGrant(real.grants().get(index).id())) {
            case VoidOutcome.Voided _ -> "voided";
            case VoidOutcome.NothingToVoid() -> "nothing to void";
          };
      assertThat(answer).isEqualTo(naive.takeBack(index));
      return answer;
    }

    private String adjust() {
      Credits credits = new Credits(1 + random.nextInt(30_000_000));
      boolean take = random.nextBoolean();
      String answer =
          switch (real.adjust((take ? "-" : "") + credits)) {
            case AdjustOutcome.Adjusted _ -> "adjusted";
            case AdjustOutcome.InsufficientAvailable _ -> "insufficient";
            case GrantOutcome.BalanceTooLarge() -> "too large";
          };
      BigInteger micros = BigInteger.valueOf(credits.micros());
      assertThat(answer).isEqualTo(naive.adjust(take ? micros.negate() : micros));
      return answer;
    }

    /** Seldom frozen, and not for long. */
    private String freeze() {
      boolean frozen = random.nextInt(3) == 0;
      String answer =
          switch (real.changeFreeze(frozen)) {
            case FreezeOutcome.Changed _ -> "freeze changed";
            case FreezeOutcome.Unchanged _ -> "as frozen";
          };
      assertThat(answer).isEqualTo(naive.freeze(frozen));
      return answer;
    }

    private String cancel() {
      String answer =
          switch (real.cancelPlanChange()) {
            case CancelOutcome.Cancelled _ -> "cancelled";
            case CancelOutcome.NothingScheduled() -> "nothing scheduled";
          };
      assertThat(answer).isEqualTo(naive.cancel());
      return answer;
    }

    private String agree() {
      int day = 1 + random.nextInt(31);
      Optional<Credits> own =
          random.nextInt(3) == 0
              ? Optional.of(new Credits(random.nextInt(90_000_000)))
              : Optional.empty();
      real.changeCycle(day, own);
      naive.agree(day, own.map(Credits::micros).map(BigInteger::valueOf));
      return "agreed";
    }

    private String authorize() {
      String feature = random.nextInt(3) == 0 ? "user_chat" : "diary_analysis";
      Credits wanted =
          new Credits(
              random.nextInt(6) == 0 ? random.nextInt(400_000_000) : random.nextInt(9_000_000));
      Duration lifetime = Duration.ofMinutes(1 + random.nextInt(60));
      AuthorizeOutcome outcome =
          real.ask(Ask.credits(wanted.toString()).in(feature).lasting(lifetime));
      String answer = "refused";
      if (outcome instanceof AuthorizeOutcome.Held held) {
        holds.add(held.id());
        answer = "held";
      }
      assertThat(answer)
          .isEqualTo(naive.authorize(BigInteger.valueOf(wanted.micros()), feature, lifetime));
      return answer;
    }

    private String onAHold(IntFunction<String> action) {
      if (holds.isEmpty()) {
        return authorize();
      }
      return action.apply(Math.max(0, holds.size() - 1 - random.nextInt(6)));
    }

    private String release(int index) {
      String answer =
          switch (real.submit(real.releasing(holds.get(index)))) {
            case Decision.Replayed<ReleaseOutcome> _ -> "replayed";
            case Decision.Decided<ReleaseOutcome> decided ->
                switch (decided.outcome()) {
                  case ReleaseOutcome.Released _ -> "released";
                  case ReleaseOutcome.AlreadyExpired _ -> "already expired";
                  case SettleOutcome.AlreadySettled _ -> "already settled";
                  case SettleOutcome.ChildrenOpen _ -> "children open";
                  case SettleOutcome.HoldUnknown _ -> "unknown";
                };
            case Decision<ReleaseOutcome> other -> other.toString();
          };
      assertThat(answer).isEqualTo(naive.release(index));
      return answer;
    }

    private Settle assuming(HoldId hold, long tokens) {
      return real.settlement(
          hold,
          Optional.of(TokenUsage.ofTokens(tokens, 0)),
          Evidence.ESTIMATED,
          Optional.empty(),
          true);
    }

    private String child(int index) {
      Credits wanted =
          new Credits(random.nextInt(3) == 0 ? 900_000_000 : random.nextInt(9_000_000));
      String feature = random.nextInt(3) == 0 ? "user_chat" : "diary_analysis";
      Duration lifetime = Duration.ofMinutes(1 + random.nextInt(60));
      String answer =
          switch (real.ask(
              Ask.credits(wanted.toString())
                  .in(feature)
                  .lasting(lifetime)
                  .within(holds.get(index)))) {
            case AuthorizeOutcome.Held held -> {
              holds.add(held.id());
              yield "held";
            }
            case AuthorizeOutcome.Refused _ -> "refused";
            case AuthorizeOutcome.ParentRefused(var fault) ->
                switch (fault) {
                  case UNKNOWN -> "unknown";
                  case IS_CHILD -> "a child";
                  case SETTLED -> "settled";
                  case RELEASED -> "released";
                  case EXPIRED -> "expired";
                };
          };
      assertThat(answer)
          .as("seed %s", seed)
          .isEqualTo(
              naive.authorizeChild(index, BigInteger.valueOf(wanted.micros()), feature, lifetime));
      return "child " + answer;
    }

    private String extend(int index) {
      Credits more =
          new Credits(1 + (random.nextInt(6) == 0 ? 400_000_000 : random.nextInt(9_000_000)));
      Duration lifetime = Duration.ofMinutes(random.nextInt(6) == 0 ? 1439 : random.nextInt(90));
      String answer =
          switch (real.extend(holds.get(index), more, lifetime)) {
            case ExtendOutcome.Extended _ -> "extended";
            case ExtendOutcome.NotExtended _ -> "refused";
            case ExtendOutcome.LivesTooLong _ -> "too long";
            case ReleaseOutcome.AlreadyExpired _ -> "already expired";
            case SettleOutcome.AlreadySettled _ -> "already settled";
            case SettleOutcome.AlreadyReleased _ -> "already released";
            case SettleOutcome.HoldUnknown _ -> "unknown";
          };
      assertThat(answer)
          .as("seed %s", seed)
          .isEqualTo(naive.extend(index, BigInteger.valueOf(more.micros()), lifetime));
      return answer;
    }

    private String amend(int index) {
      long tokens = random.nextInt(8) == 0 ? random.nextInt(200_000) : 1000 * random.nextInt(10);
      String answer =
          switch (real.submit(real.amending(holds.get(index), tokens))) {
            case Decision.Replayed<AmendOutcome> _ -> "replayed";
            case Decision.Decided<AmendOutcome> decided ->
                switch (decided.outcome()) {
                  case AmendOutcome.Amended _ -> "amended";
                  case AmendOutcome.NotSettled _ -> "not settled";
                  case AmendOutcome.NotEstimated _ -> "not assumed";
                  case AmendOutcome.AlreadyAmended _ -> "already amended";
                  case AmendOutcome.TooLate _ -> "too late";
                  case SettleOutcome.AlreadyReleased _ -> "already released";
                  case SettleOutcome.OverrunRejected _ -> "rejected";
                  case SettleOutcome.HoldUnknown _ -> "unknown";
                };
            case Decision<AmendOutcome> other -> other.toString();
          };
      assertThat(answer).as("seed %s", seed).isEqualTo(naive.amend(index, tokens));
      return answer;
    }

    private String settle(int index) {
      long tokens = random.nextInt(8) == 0 ? random.nextInt(200_000) : 1000 * random.nextInt(10);
      boolean assumed = random.nextBoolean();
      String answer =
          switch (real.submit(
              assumed
                  ? assuming(holds.get(index), tokens)
                  : real.settlement(holds.get(index), tokens))) {
            case Decision.Replayed<SettleOutcome> _ -> "replayed";
            case Decision.Decided<SettleOutcome> decided ->
                switch (decided.outcome()) {
                  case SettleOutcome.Settled _ -> "settled";
                  case SettleOutcome.AlreadySettled _ -> "already settled";
                  case SettleOutcome.AlreadyReleased _ -> "already released";
                  case SettleOutcome.OverrunRejected _ -> "rejected";
                  case SettleOutcome.ChildrenOpen _ -> "children open";
                  case SettleOutcome.HoldUnknown _ -> "unknown";
                };
            case Decision<SettleOutcome> other -> other.toString();
          };
      assertThat(answer).as("seed %s", seed).isEqualTo(naive.settle(index, tokens, assumed));
      return answer;
    }

    private static String state(Wallet wallet) {
      Balances balances = wallet.balances();
      return "issued %s free %s held %s spent %s expired %s voided %s debt %s reserved %s plan %s@%s to %s"
          .formatted(
              balances.issued().micros(),
              balances.available().micros(),
              balances.held().micros(),
              balances.spent().micros(),
              balances.expired().micros(),
              balances.voided().micros(),
              balances.debt().micros(),
              balances.reservedDebt().micros(),
              wallet.terms().plan(),
              wallet.terms().version(),
              wallet.cycle().end());
    }

    private static NaiveWallet.Terms terms(PlanTerms plan) {
      assertThat(plan.enforcement()).isEqualTo(Enforcement.HARD);
      return new NaiveWallet.Terms(
          plan.plan(),
          plan.version(),
          BigInteger.valueOf(plan.allowance().micros()),
          plan.overrun().name(),
          BigInteger.valueOf(plan.debtLimit().micros()),
          plan.cycle() == CycleKind.ANNIVERSARY_MONTH,
          BigInteger.valueOf(plan.rollover().map(Rollover::cap).orElse(Credits.ZERO).micros()),
          plan.rollover().map(Rollover::validCycles).orElse(OptionalInt.empty()).orElse(0),
          plan.rollover().map(Rollover::validDays).orElse(OptionalInt.empty()).orElse(0));
    }
  }
}
