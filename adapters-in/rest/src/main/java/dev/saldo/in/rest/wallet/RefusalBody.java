package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.CallResult;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.wallet.AuthorizeOutcome.CustomerSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.MarginBelowFloor;
import dev.saldo.domain.wallet.AuthorizeOutcome.NoRoute;
import dev.saldo.domain.wallet.AuthorizeOutcome.PriceMissing;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refused;
import dev.saldo.domain.wallet.AuthorizeOutcome.TenantSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.WalletFrozen;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemBody;
import dev.saldo.in.rest.problem.ProblemCode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a refused call is told beside the members of every problem. */
@Schema(
    name = "Refusal",
    description = "A problem that tells why a call may not run, and what would let it pass.",
    allOf = ProblemBody.class)
public record RefusalBody(
    @Schema(description = "Id of the stored explanation") String decision,
    BalanceBody balance,
    @Schema(description = "The limits of the model that came closest") List<LimitBody> limits,
    @Schema(description = "What would let the call pass") List<OptionBody> options,
    @Schema(description = "The name of the limit that is reached", examples = "daily")
        @Nullable String limit,
    @Schema(
            description =
                "When that limit counts from nothing again, in the customer's time zone; left out "
                    + "for a limit on what is open at one time",
            examples = "2026-11-02T00:00:00-03:00")
        @Nullable OffsetDateTime resetsAt) {

  /** How long to wait for a provider to come back. */
  private static final Duration PROVIDER_RETRY = Duration.ofSeconds(30);

  /** How long to wait for an open authorization to end: nobody knows. */
  private static final Duration OPEN_RETRY = Duration.ofSeconds(1);

  private static final String ALLOWANCE = "allowance";

  static RefusalBody from(CallResult.Refused result) {
    Refused refused = result.refused();
    ZoneId zone = refused.standing().zone();
    Optional<LimitState> reached = reached(refused.reason());
    return new RefusalBody(
        refused.decision().toString(),
        BalanceBody.from(refused.standing()),
        LimitBody.from(refused.limits(), zone),
        OptionBody.from(result.options(), zone),
        reached.map(state -> state.limit().name()).orElse(null),
        reached
            .flatMap(LimitState::resetsAt)
            .map(at -> OffsetDateTime.ofInstant(at, zone))
            .orElse(null));
  }

  /** The problem that a refused call is answered with. */
  static Problem problem(CallResult.Refused result) {
    Refused refused = result.refused();
    return from(result).addTo(worded(refused));
  }

  /** The code of a refusal. */
  static ProblemCode code(Refusal refusal) {
    return switch (refusal) {
      case TenantSuspended() -> ProblemCode.TENANT_SUSPENDED;
      case CustomerSuspended() -> ProblemCode.CUSTOMER_SUSPENDED;
      case NoRoute(var reason) -> code(reason);
      case PriceMissing() -> ProblemCode.PRICE_MISSING;
      case MarginBelowFloor _ -> ProblemCode.MARGIN_BELOW_FLOOR;
      case LimitReached(var state, var _) -> code(state.limit());
      case WalletFrozen() -> ProblemCode.WALLET_FROZEN;
      case InsufficientCredits _ -> ProblemCode.INSUFFICIENT_CREDITS;
    };
  }

  /** The code of a resolution without candidates. */
  static ProblemCode code(Resolution.Reason reason) {
    return switch (reason) {
      case FEATURE_UNKNOWN -> ProblemCode.FEATURE_UNKNOWN;
      case FEATURE_NOT_IN_PLAN -> ProblemCode.FEATURE_NOT_IN_PLAN;
      case MODEL_NOT_ALLOWED -> ProblemCode.MODEL_NOT_ALLOWED;
      case NO_PROVIDER_AVAILABLE -> ProblemCode.NO_PROVIDER_AVAILABLE;
    };
  }

  /** The problem of a resolution without candidates. */
  static Problem problem(Resolution.Reason reason) {
    Problem problem = Problem.of(code(reason));
    return reason == Resolution.Reason.NO_PROVIDER_AVAILABLE
        ? problem.after(PROVIDER_RETRY)
        : problem;
  }

  private static ProblemCode code(Limit limit) {
    return switch (limit.window()) {
      case RATE -> ProblemCode.RATE_LIMIT;
      case OPEN -> ProblemCode.CONCURRENCY_LIMIT;
      case DAY -> limit.isOfCell() ? ProblemCode.DAILY_LIMIT : ProblemCode.LIMIT_REACHED;
      case MONTH -> limit.isOfCell() ? ProblemCode.MONTHLY_LIMIT : ProblemCode.LIMIT_REACHED;
      case MINUTE, HOUR, WEEK, CYCLE -> ProblemCode.LIMIT_REACHED;
    };
  }

  private static Problem worded(Refused refused) {
    return switch (refused.reason()) {
      case NoRoute(var reason) -> problem(reason);
      case LimitReached(var state, long demand) ->
          Problem.of(code(refused.reason()))
              .with("limit", state.limit().name())
              .after(
                  state
                      .admitsAt(demand)
                      .map(at -> Duration.between(refused.at(), at))
                      .orElse(OPEN_RETRY));
      case InsufficientCredits _ ->
          refused.terms().allowance().isZero()
              ? Problem.of(ProblemCode.INSUFFICIENT_CREDITS)
              : Problem.of(ProblemCode.INSUFFICIENT_CREDITS).worded(ALLOWANCE);
      case TenantSuspended _,
          CustomerSuspended _,
          PriceMissing _,
          MarginBelowFloor _,
          WalletFrozen _ ->
          Problem.of(code(refused.reason()));
    };
  }

  private static Optional<LimitState> reached(Refusal refusal) {
    return refusal instanceof LimitReached(var state, var _)
        ? Optional.of(state)
        : Optional.empty();
  }

  private Problem addTo(Problem problem) {
    Problem told =
        problem
            .member("decision", decision)
            .member("balance", balance)
            .member("limits", limits)
            .member("options", options);
    Problem named = limit == null ? told : told.member("limit", limit);
    return resetsAt == null ? named : named.member("resets_at", resetsAt);
  }
}
