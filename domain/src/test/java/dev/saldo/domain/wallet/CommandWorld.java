package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.PRICES;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.content;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Plays stories of holds with commands, in one wallet of tenant 1, on catalogue 1. */
public abstract class CommandWorld implements HoldWorld {
  private final WalletId wallet;
  private final Map<String, HoldId> holds = new HashMap<>();
  private PlanTerms plan = Sample.plan("free", 0);

  /** In a wallet that is not there yet. */
  protected CommandWorld(WalletId wallet) {
    this.wallet = wallet;
  }

  /** Has a command decided. */
  protected abstract <R extends Outcome> Decision<R> submit(LedgerCommand<R> command);

  /** The time. */
  protected abstract Instant now();

  /** The wallet as a read shows it. */
  protected abstract Standing standing();

  @Override
  public void open(String policy, long debtLimit) {
    OverrunPolicy overrun = OverrunPolicy.valueOf(policy.toUpperCase(Locale.ROOT));
    plan = Sample.plan("free", 0, overrun, debtLimit);
    submit(
        new OpenWallet(
            TENANT,
            wallet,
            new Key("customer-" + wallet.value()),
            plan,
            Sample.SAO_PAULO,
            OptionalInt.empty(),
            Optional.empty(),
            ACTOR));
  }

  @Override
  public void grant(long credits, Optional<Duration> validity) {
    Gift gift = Gift.adjustment(Long.toString(credits));
    IssueGrant command = validity.map(now()::plus).map(gift::until).orElse(gift).command();
    submit(
        new IssueGrant(
            TENANT,
            wallet,
            command.key(),
            command.actor(),
            command.credits(),
            command.source(),
            command.priority(),
            command.effectiveAt(),
            command.expiresAt(),
            command.scope(),
            command.paid(),
            command.reason()));
  }

  @Override
  public String hold(String name, Optional<String> run, long credits) {
    Ask ask = Ask.tokens(1000 * credits).in(wallet);
    return told(
        submit(run.map(this::id).map(ask::within).orElse(ask).command(plan)),
        outcome ->
            switch (outcome) {
              case AuthorizeOutcome.Held held -> {
                holds.put(name, held.id());
                yield "held";
              }
              case AuthorizeOutcome.Refused refused -> RefusalCode.of(refused.reason());
              case AuthorizeOutcome.ParentRefused(var fault) -> fault.code();
            });
  }

  @Override
  public String settle(String name, long credits, String how) {
    TokenUsage used =
        credits == 0 && how.equals("failed")
            ? TokenUsage.NOTHING
            : TokenUsage.ofTokens(1000 * credits, 0);
    return settle(name, Optional.of(used), how);
  }

  @Override
  public String close(String name) {
    return settle(name, Optional.empty(), "");
  }

  private String settle(String name, Optional<TokenUsage> used, String how) {
    Optional<ModelId> model =
        how.equals("elsewhere") ? Optional.of(Sample.LARGE) : Optional.empty();
    Evidence evidence = how.equals("estimated") ? Evidence.ESTIMATED : Evidence.PROVIDER_FINAL;
    Settle command =
        new Settle(
            TENANT,
            id(name),
            Optional.empty(),
            content(used + how),
            ACTOR,
            used,
            evidence,
            model,
            !how.equals("failed"),
            Map.of(),
            PRICES);
    return told(submit(command), CommandWorld::told);
  }

  private static String told(SettleOutcome outcome) {
    return switch (outcome) {
      case SettleOutcome.Settled settled ->
          "charged "
              + settled.charged()
              + part(" returned ", settled.returned())
              + part(" debt ", settled.debt())
              + part(" not charged ", settled.notCharged())
              + (settled.late() ? " late" : "")
              + (settled.flags().contains(SettleOutcome.Flag.OFF_ROUTE) ? " off route" : "");
      case SettleOutcome.AlreadySettled() -> "already_settled";
      case SettleOutcome.AlreadyReleased() -> "already_released";
      case SettleOutcome.OverrunRejected _ -> "overrun_rejected";
      case SettleOutcome.ChildrenOpen _ -> "children_open";
      case SettleOutcome.HoldUnknown() -> "authorization_unknown";
    };
  }

  @Override
  public String release(String name) {
    Release command =
        new Release(TENANT, id(name), Optional.empty(), ACTOR, Optional.of("not needed"));
    return told(
        submit(command),
        outcome ->
            switch (outcome) {
              case ReleaseOutcome.Released released -> "released " + released.returned();
              case ReleaseOutcome.AlreadyExpired() -> "already_expired";
              case SettleOutcome.AlreadySettled() -> "already_settled";
              case SettleOutcome.ChildrenOpen _ -> "children_open";
              case SettleOutcome.HoldUnknown() -> "authorization_unknown";
            });
  }

  @Override
  public String extend(String name, long credits, Optional<Duration> lifetime) {
    Extend command =
        new Extend(TENANT, id(name), Optional.empty(), ACTOR, Credits.of(credits), lifetime);
    return told(
        submit(command),
        outcome ->
            switch (outcome) {
              case ExtendOutcome.Extended extended -> "extended to " + extended.credits();
              case ExtendOutcome.NotExtended(var reason, var _) -> RefusalCode.of(reason);
              case ExtendOutcome.LivesTooLong _ -> "lifetime_exceeded";
              case ReleaseOutcome.AlreadyExpired() -> "already_expired";
              case SettleOutcome.AlreadySettled() -> "already_settled";
              case SettleOutcome.AlreadyReleased() -> "already_released";
              case SettleOutcome.HoldUnknown() -> "authorization_unknown";
            });
  }

  @Override
  public String amend(String name, long credits) {
    Amend.Report report =
        new Amend.Report(
            TokenUsage.ofTokens(1000 * credits, 0),
            Evidence.PROVIDER_FINAL,
            Optional.empty(),
            true);
    Amend command =
        new Amend(
            TENANT,
            id(name),
            Optional.empty(),
            content(report.toString()),
            ACTOR,
            report,
            Map.of(),
            PRICES);
    return told(submit(command), CommandWorld::told);
  }

  private static String told(AmendOutcome outcome) {
    return switch (outcome) {
      case AmendOutcome.Amended amended ->
          "amended to "
              + amended.charged()
              + part(" returned ", amended.returned())
              + part(" expired ", amended.expired())
              + part(" debt ", amended.debt())
              + part(" not charged ", amended.notCharged())
              + amended.granted().map(given -> " granted " + given.credits()).orElse("");
      case AmendOutcome.NotSettled() -> "not_settled";
      case AmendOutcome.NotEstimated() -> "not_estimated";
      case AmendOutcome.AlreadyAmended() -> "already_amended";
      case AmendOutcome.TooLate _ -> "amendment_too_late";
      case SettleOutcome.AlreadyReleased() -> "already_released";
      case SettleOutcome.OverrunRejected _ -> "overrun_rejected";
      case SettleOutcome.HoldUnknown() -> "authorization_unknown";
    };
  }

  @Override
  public String balance() {
    Standing standing = standing();
    return standing.available() + " " + standing.held() + " " + standing.debt();
  }

  private HoldId id(String name) {
    return holds.getOrDefault(name, new HoldId(wallet, 17));
  }

  private static String part(String word, Credits credits) {
    return credits.isZero() ? "" : word + credits;
  }

  private static <R extends Outcome> String told(
      Decision<R> decision, java.util.function.Function<R, String> sentence) {
    return switch (decision) {
      case Decision.Decided<R> decided -> sentence.apply(decided.outcome());
      case Decision.Replayed<R>(R outcome) -> "again " + sentence.apply(outcome);
      case Decision<R> other -> other.toString();
    };
  }
}
