package dev.saldo.verification.simulation;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Balances;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.ChangeCycle;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.NaiveWallet;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.Settle;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.wallet.Posted;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the naive model says of the stored commands of one wallet, given one after another. */
final class ModelWallet {
  private final Map<Long, Integer> holds = new HashMap<>();
  private @Nullable NaiveWallet naive;

  /** The answer to a command that was stored, and the state after it, in the model's words. */
  String after(Posted posted) {
    Wallet stored = posted.decided().change().wallet();
    Instant at = stored.lastAt();
    if (naive == null) {
      if (!(posted.command() instanceof OpenWallet open)) {
        return "a wallet that was never opened";
      }
      naive = new NaiveWallet(terms(open.terms()), at);
      return "opened: " + naive.state();
    }
    NaiveWallet model = naive;
    model.reach(at);
    String answer = answer(model, posted.command());
    if (answer.equals("held")) {
      holds.put(stored.lastNumber(), holds.size());
    }
    return answer + ": " + model.state();
  }

  private String answer(NaiveWallet model, LedgerCommand<?> command) {
    return switch (command) {
      case OpenWallet _ -> "already open";
      case ExpireDue _ -> "up to date";
      case IssueGrant grant -> model.grant(given(grant));
      case CancelPlanChange _ -> model.cancel();
      case ChangePlan change -> model.changePlan(terms(change.terms()), when(change.time()));
      case ChangeCycle change -> {
        model.agree(change.anchor().orElseThrow(), own(change.allowance()));
        yield "agreed";
      }
      case Authorize authorize ->
          model.authorize(
              micros(((Estimate.OfCredits) authorize.estimate()).credits()),
              authorize.call().feature(),
              authorize.lifetime());
      case Release release ->
          holds.containsKey(release.hold().number())
              ? model.release(index(release.hold().number()))
              : "hold unknown";
      case Settle settle ->
          holds.containsKey(settle.hold().number())
              ? model.settle(
                  index(settle.hold().number()), settle.usage().orElseThrow().totalTokens(), false)
              : "hold unknown";
      case LedgerCommand<?> other -> throw new IllegalArgumentException("not known: " + other);
    };
  }

  private int index(long hold) {
    return Objects.requireNonNull(holds.get(hold));
  }

  private static NaiveWallet.Given given(IssueGrant grant) {
    return new NaiveWallet.Given(
        micros(grant.credits()),
        grant.priority(),
        grant.effectiveAt(),
        grant.expiresAt(),
        grant.paid().isPresent(),
        grant.source() == GrantSource.PROMO,
        grant.scope().features().stream().findFirst().orElse(""));
  }

  private static String when(Optional<ChangeTime> time) {
    return time.map(each -> each == ChangeTime.NOW ? "now" : "end").orElse("");
  }

  private static Optional<BigInteger> own(AllowanceChange change) {
    return change instanceof AllowanceChange.ToOwn(Credits credits)
        ? Optional.of(micros(credits))
        : Optional.empty();
  }

  private static NaiveWallet.Terms terms(PlanTerms plan) {
    return new NaiveWallet.Terms(
        plan.plan(),
        plan.version(),
        micros(plan.allowance()),
        plan.overrun().name(),
        micros(plan.debtLimit()),
        plan.cycle() == CycleKind.ANNIVERSARY_MONTH,
        micros(plan.rollover().map(Rollover::cap).orElse(Credits.ZERO)),
        plan.rollover().map(Rollover::validCycles).orElse(OptionalInt.empty()).orElse(0),
        plan.rollover().map(Rollover::validDays).orElse(OptionalInt.empty()).orElse(0));
  }

  private static BigInteger micros(Credits credits) {
    return BigInteger.valueOf(credits.micros());
  }

  /** The state of a stored wallet in the model's words. */
  static String state(Wallet wallet) {
    Balances balances = wallet.balances();
    return "issued "
        + balances.issued().micros()
        + " free "
        + balances.available().micros()
        + " held "
        + balances.held().micros()
        + " spent "
        + balances.spent().micros()
        + " expired "
        + balances.expired().micros()
        + " voided "
        + balances.voided().micros()
        + " debt "
        + balances.debt().micros()
        + " reserved "
        + balances.reservedDebt().micros()
        + " plan "
        + wallet.terms().plan()
        + "@"
        + wallet.terms().version()
        + " to "
        + wallet.cycle().end();
  }
}
