package dev.saldo.in.rest.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.application.wallet.GrantCredits;
import dev.saldo.application.wallet.WalletResult;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.Reading;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Brings credits into wallets. */
@Path("/customers")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Wallets")
public class GrantResource {
  private final GrantCredits grantCredits;
  private final RequestCaller caller;

  @Inject
  public GrantResource(GrantCredits grantCredits, RequestCaller caller) {
    this.grantCredits = grantCredits;
    this.caller = caller;
  }

  /** Grants, once for each idempotency key. */
  @POST
  @Path("/{key}/grants")
  @RolesAllowed("admin")
  @Operation(
      operationId = "grantCredits",
      summary = "Bring credits into a customer's wallet",
      description =
          "Needs the header Idempotency-Key. Debt is repaid first, unless the credits are promo or "
              + "scoped.")
  @Parameter(name = IdempotentRequest.HEADER, in = ParameterIn.HEADER, required = true)
  @APIResponse(
      responseCode = "201",
      description = "The credits came in, or are scheduled",
      content = @Content(schema = @Schema(implementation = GrantBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request`, `malformed_json`, `idempotency_key_required`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  @APIResponse(responseCode = "409", description = "`balance_too_large`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response grant(
      @PathParam("key") String key,
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull GrantRequest body) {
    GrantCredits.Request wanted = body.toCommand();
    WalletResult<GrantOutcome> result =
        grantCredits.grant(
            caller.caller(),
            CustomerPath.key(key),
            wanted,
            request.requiredKey(body),
            audit(why.author(caller).because(wanted.reason())));
    return WalletAnswers.of(result, CallProblems::customerUnknown, GrantResource::granted);
  }

  private static Audit<GrantOutcome.Granted> audit(Author author) {
    return Audit.of(
        author,
        "grant",
        granted -> granted.grant().id().toString(),
        granted -> StatedReason.document(GrantBody.from(granted)));
  }

  private static Response granted(GrantOutcome outcome, boolean replayed) {
    return switch (outcome) {
      case GrantOutcome.Granted granted ->
          WalletAnswers.done(
              Response.status(Response.Status.CREATED).entity(GrantBody.from(granted)),
              granted.standing(),
              replayed);
      case GrantOutcome.ExpiresTooEarly() ->
          throw Reading.invalid("expires_at", "after_start", "rule.after_start");
      case GrantOutcome.BalanceTooLarge() -> Problem.of(ProblemCode.BALANCE_TOO_LARGE).response();
    };
  }
}
