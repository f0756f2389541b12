package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.CallResult;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.in.rest.problem.ProblemCode;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether a call would be authorized, on the wire. */
@Schema(
    name = "CheckResult",
    description =
        "Whether the call would be authorized now. When it would, `route`, `held` and `price` are"
            + " those of the authorization, and `balance` and `limits` stand as right after it."
            + " When not, `reason` is the code of the refusal, and `options` would let it pass.",
    requiredProperties = "allowed")
public record CheckBody(
    boolean allowed,
    @Schema(
            description = "The code of the refusal; left out when the call is allowed",
            examples = "insufficient_credits")
        @Nullable String reason,
    @Nullable RouteBody route,
    @Nullable HeldBody held,
    @Nullable AppliedPriceBody price,
    @Nullable BalanceBody balance,
    @Nullable List<LimitBody> limits,
    @Nullable List<OptionBody> options,
    @Schema(description = "The name of the limit that is reached", examples = "daily")
        @Nullable String limit,
    @Schema(
            description = "When that limit's next window begins, in the customer's time zone",
            examples = "2026-11-02T00:00:00-03:00")
        @Nullable OffsetDateTime resetsAt) {

  static CheckBody from(AuthorizeOutcome.Held held) {
    Hold hold = held.hold();
    WalletId wallet = held.id().wallet();
    return new CheckBody(
        true,
        null,
        RouteBody.from(hold.route()),
        HeldBody.from(wallet, hold),
        AppliedPriceBody.from(hold.frozenTerms()),
        BalanceBody.from(held.standing()),
        LimitBody.from(held.limits(), held.standing().zone()),
        null,
        null,
        null);
  }

  static CheckBody from(CallResult.Refused result) {
    RefusalBody refusal = RefusalBody.from(result);
    return new CheckBody(
        false,
        RefusalBody.code(result.refused().reason()).wire(),
        null,
        null,
        null,
        refusal.balance(),
        refusal.limits(),
        refusal.options(),
        refusal.limit(),
        refusal.resetsAt());
  }

  /** Refused before there is a wallet to look at. */
  static CheckBody refused(ProblemCode reason) {
    return new CheckBody(false, reason.wire(), null, null, null, null, null, null, null, null);
  }
}
