package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.AuthorizeCall;
import dev.saldo.application.wallet.CallResult;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether a call would be authorized, without any effect. */
@Path("/check")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class CheckResource {
  private final AuthorizeCall authorizeCall;
  private final RequestCaller caller;

  @Inject
  public CheckResource(AuthorizeCall authorizeCall, RequestCaller caller) {
    this.authorizeCall = authorizeCall;
    this.caller = caller;
  }

  /** Decides on a copy of the wallet. */
  @POST
  @RolesAllowed("decide")
  @Operation(
      operationId = "checkCall",
      summary = "Ask whether a call would be authorized now, without any effect",
      description =
          "A customer whom a call would open is answered as if it had just been opened; nobody is.")
  @APIResponse(
      responseCode = "200",
      description = "The decision, also when it is no",
      content = @Content(schema = @Schema(implementation = CheckBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request`, `malformed_json`, `estimate_required`")
  @APIResponse(responseCode = "403", description = "`scope_missing`, `context_forbidden`")
  public Response check(@Valid @NotNull AuthorizationRequest body) {
    return switch (authorizeCall.check(caller.caller(), body.toCommand())) {
      case CallResult.Held(AuthorizeOutcome.Held held, boolean _) ->
          DecisionHeaders.limits(
                  DecisionHeaders.balance(Response.ok(CheckBody.from(held)), held.standing()),
                  held.limits(),
                  held.hold().createdAt())
              .build();
      case CallResult.Refused result ->
          DecisionHeaders.limits(
                  DecisionHeaders.balance(
                      Response.ok(CheckBody.from(result)), result.refused().standing()),
                  result.refused().limits(),
                  result.refused().at())
              .build();
      case CallResult.CustomerUnknown() ->
          Response.ok(CheckBody.refused(ProblemCode.CUSTOMER_UNKNOWN)).build();
      case CallResult.NobodyOpened nobody ->
          Response.ok(CheckBody.refused(RefusalBody.code(nobody.reason()))).build();
      case CallResult.ContextForbidden forbidden -> throw CallProblems.forbidden(forbidden);
      case CallResult.ParentRefused refused ->
          Response.ok(CheckBody.refused(CallProblems.parentRefused(refused).problem().code()))
              .build();
      case CallResult.EstimateRequired() -> throw CallProblems.estimateRequired();
      case CallResult.KeyReused() -> throw CallProblems.keyReused();
    };
  }
}
