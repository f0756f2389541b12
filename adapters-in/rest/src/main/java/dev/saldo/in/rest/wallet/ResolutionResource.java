package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ResolveRoutes;
import dev.saldo.in.rest.identity.RequestCaller;
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

/** Which models the matrix offers. */
@Path("/resolve")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class ResolutionResource {
  private final ResolveRoutes resolveRoutes;
  private final RequestCaller caller;

  @Inject
  public ResolutionResource(ResolveRoutes resolveRoutes, RequestCaller caller) {
    this.resolveRoutes = resolveRoutes;
    this.caller = caller;
  }

  /** Asks the matrix, without looking at limits or credits. */
  @POST
  @RolesAllowed("decide")
  @Operation(
      operationId = "resolveRoutes",
      summary = "Ask which models may serve a call, without looking at limits or credits",
      description =
          "A customer whom a call would open is answered as if it had just been opened; nobody is.")
  @APIResponse(
      responseCode = "200",
      description = "The models in order, or the reason why there is none",
      content = @Content(schema = @Schema(implementation = ResolutionBody.class)))
  @APIResponse(responseCode = "403", description = "`scope_missing`, `context_forbidden`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public ResolutionBody resolve(@Valid @NotNull ResolutionRequest body) {
    String ownContext = body.contextOfItsOwn();
    if (ownContext != null && caller.caller().key().customer().isPresent()) {
      throw CallProblems.contextForbidden(ownContext);
    }
    return switch (resolveRoutes.resolve(caller.caller(), body.toCommand())) {
      case ResolveRoutes.Result.Resolved(var resolution) -> ResolutionBody.from(resolution);
      case ResolveRoutes.Result.CustomerUnknown() -> throw CallProblems.customerUnknown();
      case ResolveRoutes.Result.PlanUnknown() ->
          throw Reading.invalid("plan", "unknown", "rule.unknown_plan");
    };
  }
}
