package dev.saldo.in.rest.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.application.wallet.AdjustCredits;
import dev.saldo.domain.Credits;
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
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Corrects credits by hand. */
@Path("/customers")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Wallets")
public class AdjustmentResource {
  private final AdjustCredits adjustCredits;
  private final RequestCaller caller;

  @Inject
  public AdjustmentResource(AdjustCredits adjustCredits, RequestCaller caller) {
    this.adjustCredits = adjustCredits;
    this.caller = caller;
  }

  /** Adds or takes credits, once for each idempotency key. */
  @POST
  @Path("/{key}/adjustments")
  @RolesAllowed("admin")
  @Operation(
      operationId = "adjustCredits",
      summary = "Correct a customer's credits, up or down",
      description =
          "Needs the header Idempotency-Key. What is added is a grant of source `adjustment`, which"
              + " repays debt first. What is taken comes from what is available, in the order in"
              + " which grants are used; more than that is refused, and nothing is taken.")
  @Parameter(name = IdempotentRequest.HEADER, in = ParameterIn.HEADER, required = true)
  @APIResponse(
      responseCode = "201",
      description = "The credits came or went",
      content = @Content(schema = @Schema(implementation = AdjustmentBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request`, `malformed_json`, `idempotency_key_required`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  @APIResponse(
      responseCode = "409",
      description = "`insufficient_available`, which says what is; `balance_too_large`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response adjust(
      @PathParam("key") String key,
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull AdjustmentRequest body) {
    AdjustCredits.Request wanted = body.toCommand();
    Author author = why.author(caller).because(Optional.of(wanted.reason()));
    return switch (adjustCredits.adjust(
        caller.caller(),
        CustomerPath.key(key),
        wanted,
        request.requiredKey(body),
        adjustment(author))) {
      case AdjustCredits.Result.Adjusted(AdjustCredits.Done done, boolean replayed) ->
          adjusted(done, replayed);
      case AdjustCredits.Result.InsufficientAvailable(Credits available) ->
          Problem.of(ProblemCode.INSUFFICIENT_AVAILABLE)
              .with("available", available.toString())
              .member("available", available.toString())
              .response();
      case AdjustCredits.Result.BalanceTooLarge() ->
          Problem.of(ProblemCode.BALANCE_TOO_LARGE).response();
      case AdjustCredits.Result.CustomerUnknown() -> throw CallProblems.customerUnknown();
      case AdjustCredits.Result.KeyReused() -> throw CallProblems.keyReused();
    };
  }

  private static Audit<AdjustCredits.Done> adjustment(Author author) {
    return Audit.of(
        author,
        "adjustment",
        done -> done.customer().value(),
        done -> StatedReason.document(AdjustmentBody.from(done)));
  }

  private static Response adjusted(AdjustCredits.Done done, boolean replayed) {
    Response.ResponseBuilder answer =
        Response.status(Response.Status.CREATED).entity(AdjustmentBody.from(done));
    return WalletAnswers.done(answer, done.outcome().standing(), replayed);
  }
}
