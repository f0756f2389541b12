package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.QuoteUsage;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What usage would cost. */
@Path("/quotes")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class QuoteResource {
  private final QuoteUsage quoteUsage;
  private final RequestCaller caller;

  @Inject
  public QuoteResource(QuoteUsage quoteUsage, RequestCaller caller) {
    this.quoteUsage = quoteUsage;
    this.caller = caller;
  }

  /** Rates the usage without a wallet. */
  @POST
  @RolesAllowed("decide")
  @Operation(
      operationId = "quoteUsage",
      summary = "Ask what usage would cost",
      description =
          "A customer whom a call would open is answered as if it had just been opened; nobody is.")
  @APIResponse(
      responseCode = "200",
      description = "The price",
      content = @Content(schema = @Schema(implementation = QuoteBody.class)))
  @APIResponse(
      responseCode = "403",
      description = "`scope_missing`, `feature_not_in_plan`, `model_not_allowed`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`, `feature_unknown`")
  @APIResponse(responseCode = "422", description = "`price_missing`")
  @APIResponse(responseCode = "503", description = "`unavailable`, `no_provider_available`")
  public QuoteBody quote(@Valid @NotNull QuoteRequest body) {
    return switch (quoteUsage.quote(caller.caller(), body.toCommand())) {
      case QuoteUsage.Result.Quoted quoted -> QuoteBody.from(quoted);
      case QuoteUsage.Result.CustomerUnknown() -> throw CallProblems.customerUnknown();
      case QuoteUsage.Result.PlanUnknown() ->
          throw Reading.invalid("plan", "unknown", "rule.unknown_plan");
      case QuoteUsage.Result.NoRoute(var reason) ->
          throw new ProblemException(RefusalBody.problem(reason));
      case QuoteUsage.Result.PriceMissing() ->
          throw new ProblemException(Problem.of(ProblemCode.PRICE_MISSING));
    };
  }
}
