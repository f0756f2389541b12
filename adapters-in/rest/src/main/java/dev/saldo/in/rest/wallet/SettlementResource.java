package dev.saldo.in.rest.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.wallet.ForceRelease;
import dev.saldo.application.wallet.ReleaseCall;
import dev.saldo.application.wallet.SettleCall;
import dev.saldo.application.wallet.WalletRecords.HeldCall;
import dev.saldo.application.wallet.WalletResult;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.ReleaseOutcome;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Ends authorizations: charges what a call used, or gives the credits back. */
@Path("/authorizations")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class SettlementResource {
  private final SettleCall settleCall;
  private final ReleaseCall releaseCall;
  private final ForceRelease forceRelease;
  private final RequestCaller caller;

  @Inject
  public SettlementResource(
      SettleCall settleCall,
      ReleaseCall releaseCall,
      ForceRelease forceRelease,
      RequestCaller caller) {
    this.settleCall = settleCall;
    this.releaseCall = releaseCall;
    this.forceRelease = forceRelease;
    this.caller = caller;
  }

  /** Charges. */
  @POST
  @Path("/{id}/settle")
  @RolesAllowed("decide")
  @Operation(
      operationId = "settleCall",
      summary = "Charge an authorized call for what it really used",
      description =
          "At most one settlement counts. The same one again gets the first answer, with or without"
              + " a key. One that comes after the authorization has expired is charged late.")
  @APIResponse(
      responseCode = "200",
      description = "The call is charged",
      content = @Content(schema = @Schema(implementation = SettlementBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`authorization_unknown`")
  @APIResponse(
      responseCode = "409",
      description = "`already_settled`, `already_released`, `overrun_rejected`, `children_open`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response settle(
      @PathParam("id") String id,
      @BeanParam IdempotentRequest request,
      @Valid @NotNull SettlementRequest body) {
    HoldId hold = AuthorizationResource.holdId(id);
    WalletResult<SettleOutcome> result =
        settleCall.settle(
            caller.caller(), hold, body.toCommand(request.content(body)), request.key(body));
    return WalletAnswers.of(
        result, CallProblems::authorizationUnknown, SettlementResource::settled);
  }

  /** Gives the credits back. */
  @POST
  @Path("/{id}/release")
  @RolesAllowed("decide")
  @Operation(
      operationId = "releaseCall",
      summary = "Give up an authorized call that was not made",
      description = "Releasing again gets the first answer.")
  @RequestBody(
      required = false,
      content = @Content(schema = @Schema(implementation = ReleaseRequest.class)))
  @APIResponse(
      responseCode = "200",
      description = "The credits are free again",
      content = @Content(schema = @Schema(implementation = ReleaseBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`authorization_unknown`")
  @APIResponse(
      responseCode = "409",
      description = "`already_settled`, `already_expired`, `children_open`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response release(
      @PathParam("id") String id,
      @BeanParam IdempotentRequest request,
      @Valid @Nullable ReleaseRequest body) {
    HoldId hold = AuthorizationResource.holdId(id);
    WalletResult<ReleaseOutcome> result =
        releaseCall.release(
            caller.caller(),
            hold,
            Optional.ofNullable(body).flatMap(given -> Optional.ofNullable(given.reason())),
            request.key(body));
    return WalletAnswers.of(
        result, CallProblems::authorizationUnknown, SettlementResource::released);
  }

  /** Takes the credits back from a caller that will not give them. */
  @POST
  @Path("/{id}/force-release")
  @RolesAllowed("admin")
  @Operation(
      operationId = "forceReleaseCall",
      summary = "Take an open authorization back, with a reason",
      description =
          "For an authorization whose caller is gone. The reason stands in the entries and, with "
              + "who took it back, in the audit log. Doing it again gets the first answer.")
  @APIResponse(
      responseCode = "200",
      description = "The credits are free again",
      content = @Content(schema = @Schema(implementation = ReleaseBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`authorization_unknown`")
  @APIResponse(
      responseCode = "409",
      description = "`already_settled`, `already_expired`, `children_open`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response forceRelease(
      @PathParam("id") String id,
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull ForcedReleaseRequest body) {
    HoldId hold = AuthorizationResource.holdId(id);
    Audit<HeldCall> audit =
        Audit.of(
            why.author(caller).because(Optional.of(body.reason())),
            "authorization",
            held -> held.id().toString(),
            held -> StatedReason.document(AuthorizationBody.from(held)));
    WalletResult<ReleaseOutcome> result =
        forceRelease.release(caller.caller(), hold, body.reason(), request.key(body), audit);
    return WalletAnswers.of(
        result, CallProblems::authorizationUnknown, SettlementResource::released);
  }

  private static Response settled(SettleOutcome outcome, boolean replayed) {
    return switch (outcome) {
      case SettleOutcome.Settled settled ->
          WalletAnswers.done(
              Response.ok(SettlementBody.from(settled)), settled.standing(), replayed);
      case SettleOutcome.AlreadySettled() -> problem(ProblemCode.ALREADY_SETTLED);
      case SettleOutcome.AlreadyReleased() -> problem(ProblemCode.ALREADY_RELEASED);
      case SettleOutcome.OverrunRejected rejected -> CallProblems.overrunRejected(rejected);
      case SettleOutcome.ChildrenOpen children -> CallProblems.childrenOpen(children);
      case SettleOutcome.HoldUnknown() -> problem(ProblemCode.AUTHORIZATION_UNKNOWN);
    };
  }

  private static Response released(ReleaseOutcome outcome, boolean replayed) {
    return switch (outcome) {
      case ReleaseOutcome.Released released ->
          WalletAnswers.done(
              Response.ok(ReleaseBody.from(released)), released.standing(), replayed);
      case ReleaseOutcome.AlreadyExpired() -> problem(ProblemCode.ALREADY_EXPIRED);
      case SettleOutcome.AlreadySettled() -> problem(ProblemCode.ALREADY_SETTLED);
      case SettleOutcome.ChildrenOpen children -> CallProblems.childrenOpen(children);
      case SettleOutcome.HoldUnknown() -> problem(ProblemCode.AUTHORIZATION_UNKNOWN);
    };
  }

  private static Response problem(ProblemCode code) {
    return Problem.of(code).response();
  }
}
