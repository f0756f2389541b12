package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.CallResult;
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
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemBody;
import dev.saldo.in.rest.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
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
    return named(RefusalCode.of(refusal));
  }

  /** The code of a resolution without candidates. */
  public static ProblemCode code(Resolution.Reason reason) {
    return named(RefusalCode.of(reason));
  }

  /** The problem of a resolution without candidates. */
  static Problem problem(Resolution.Reason reason) {
    Problem problem = Problem.of(code(reason));
    return reason == Resolution.Reason.NO_PROVIDER_AVAILABLE
        ? problem.after(PROVIDER_RETRY)
        : problem;
  }

  /** Refusals have one name, in stored decisions and on the wire. */
  private static ProblemCode named(String refusal) {
    return ProblemCode.valueOf(refusal.toUpperCase(Locale.ROOT));
  }

  private static Problem worded(Refused refused) {
    return switch (refused.reason()) {
      case NoRoute(var reason) -> problem(reason);
      case LimitReached reached -> worded(reached, refused.at());
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

  /** A call that is larger than the limit gets no time: it must become smaller. */
  private static Problem worded(LimitReached reached, Instant at) {
    LimitState state = reached.state();
    Problem problem = Problem.of(code(reached)).with("limit", state.limit().name());
    return switch (reached.waiting()) {
      case KNOWN ->
          problem.after(
              Duration.between(at, state.admitsAt(reached.demand()).orElse(state.window().end())));
      case UNKNOWN -> problem.after(OPEN_RETRY);
      case IN_VAIN -> problem;
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
