package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.AmendCall;
import dev.saldo.application.wallet.ExtendCall;
import dev.saldo.application.wallet.WalletResult;
import dev.saldo.domain.wallet.AmendOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.ExtendOutcome;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.ReleaseOutcome;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.wire.IdempotentRequest;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes authorizations: extends open ones, and corrects settled ones. */
@Path("/authorizations")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class ExtensionResource {
  private final ExtendCall extendCall;
  private final AmendCall amendCall;
  private final RequestCaller caller;

  @Inject
  public ExtensionResource(ExtendCall extendCall, AmendCall amendCall, RequestCaller caller) {
    this.extendCall = extendCall;
    this.amendCall = amendCall;
    this.caller = caller;
  }

  /** Sets more aside, or for longer. */
  @POST
  @Path("/{id}/extend")
  @RolesAllowed("decide")
  @Operation(
      operationId = "extendCall",
      summary = "Hold more credits for an authorized call, or hold them longer",
      description =
          "All or nothing. An authorization lives at most 24 hours in all, and no longer than the "
              + "run it belongs to. Without a key, a repeated extension happens again.")
  @APIResponse(
      responseCode = "200",
      description = "The authorization is extended",
      content = @Content(schema = @Schema(implementation = ExtensionBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "402", description = "`insufficient_credits`")
  @APIResponse(
      responseCode = "403",
      description = "`scope_missing`, `wallet_frozen`, `customer_suspended`, `tenant_suspended`")
  @APIResponse(responseCode = "404", description = "`authorization_unknown`")
  @APIResponse(
      responseCode = "409",
      description = "`already_settled`, `already_released`, `already_expired`, `lifetime_exceeded`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response extend(
      @PathParam("id") String id,
      @BeanParam IdempotentRequest request,
      @Valid @NotNull ExtensionRequest body) {
    HoldId hold = AuthorizationResource.holdId(id);
    WalletResult<ExtendOutcome> result =
        extendCall.extend(caller.caller(), hold, body.toCommand(), request.key(body));
    return WalletAnswers.of(
        result, CallProblems::authorizationUnknown, ExtensionResource::extended);
  }

  /** Corrects an estimate. */
  @POST
  @Path("/{id}/amend")
  @RolesAllowed("decide")
  @Operation(
      operationId = "amendSettlement",
      summary = "Correct a settlement that was an estimate",
      description =
          "Once, within 35 days of a settlement whose evidence was `estimated`, at the prices "
              + "frozen with the authorization. What was too much goes back to the grants that "
              + "paid, what was too little is charged like an overrun. The same correction again "
              + "gets the first answer, with or without a key.")
  @APIResponse(
      responseCode = "200",
      description = "The call is charged what it used",
      content = @Content(schema = @Schema(implementation = AmendmentBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`authorization_unknown`")
  @APIResponse(
      responseCode = "409",
      description =
          "`not_settled`, `not_estimated`, `already_amended`, `amendment_too_late`, "
              + "`already_released`, `overrun_rejected`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response amend(
      @PathParam("id") String id,
      @BeanParam IdempotentRequest request,
      @Valid @NotNull SettlementRequest body) {
    HoldId hold = AuthorizationResource.holdId(id);
    WalletResult<AmendOutcome> result =
        amendCall.amend(
            caller.caller(), hold, body.toCorrection(request.content(body)), request.key(body));
    return WalletAnswers.of(result, CallProblems::authorizationUnknown, ExtensionResource::amended);
  }

  private static Response extended(ExtendOutcome outcome, boolean replayed) {
    return switch (outcome) {
      case ExtendOutcome.Extended extended ->
          WalletAnswers.done(
              Response.ok(ExtensionBody.from(extended)), extended.standing(), replayed);
      case ExtendOutcome.NotExtended(var reason, var standing) -> notExtended(reason, standing);
      case ExtendOutcome.LivesTooLong(var latest) ->
          Problem.of(ProblemCode.LIFETIME_EXCEEDED)
              .member("latest_expires_at", time(latest))
              .response();
      case ReleaseOutcome.AlreadyExpired() -> problem(ProblemCode.ALREADY_EXPIRED);
      case SettleOutcome.AlreadySettled() -> problem(ProblemCode.ALREADY_SETTLED);
      case SettleOutcome.AlreadyReleased() -> problem(ProblemCode.ALREADY_RELEASED);
      case SettleOutcome.HoldUnknown() -> problem(ProblemCode.AUTHORIZATION_UNKNOWN);
    };
  }

  private static Response notExtended(AuthorizeOutcome.Refusal reason, Standing standing) {
    Problem problem =
        Problem.of(RefusalBody.code(reason)).member("balance", BalanceBody.from(standing));
    Problem told =
        reason instanceof AuthorizeOutcome.InsufficientCredits(var needed, var usable)
            ? problem.member("needed", needed.toString()).member("usable", usable.toString())
            : problem;
    return DecisionHeaders.balance(Response.fromResponse(told.response()), standing).build();
  }

  private static Response amended(AmendOutcome outcome, boolean replayed) {
    return switch (outcome) {
      case AmendOutcome.Amended amended ->
          WalletAnswers.done(
              Response.ok(AmendmentBody.from(amended)), amended.standing(), replayed);
      case AmendOutcome.NotSettled() -> problem(ProblemCode.NOT_SETTLED);
      case AmendOutcome.NotEstimated() -> problem(ProblemCode.NOT_ESTIMATED);
      case AmendOutcome.AlreadyAmended() -> problem(ProblemCode.ALREADY_AMENDED);
      case AmendOutcome.TooLate(var until) ->
          Problem.of(ProblemCode.AMENDMENT_TOO_LATE).member("until", time(until)).response();
      case SettleOutcome.AlreadyReleased() -> problem(ProblemCode.ALREADY_RELEASED);
      case SettleOutcome.OverrunRejected rejected -> CallProblems.overrunRejected(rejected);
      case SettleOutcome.HoldUnknown() -> problem(ProblemCode.AUTHORIZATION_UNKNOWN);
    };
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Response problem(ProblemCode code) {
    return Problem.of(code).response();
  }
}
