package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The ledger's audit of itself, over the caller's tenant. */
@Path("/self-audit")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Self-audit")
public class SelfAuditResource {
  private static final String ADDRESS = "/v1/self-audit";
  private static final int ROWS_MAX = 100;

  private final AuditRuns runs;
  private final RequestCaller caller;

  @Inject
  public SelfAuditResource(AuditRuns runs, RequestCaller caller) {
    this.runs = runs;
    this.caller = caller;
  }

  /** What is known to be wrong, and what was looked at. */
  @GET
  @RolesAllowed("read")
  @Operation(
      operationId = "getSelfAudit",
      summary = "Show what the ledger's audit of itself knows",
      description =
          "Every minute the wallets that changed are compared with their entries, holds and usage, "
              + "and the chain of their hashes is followed. A key that is bound to a customer does "
              + "not see it.")
  @APIResponse(
      responseCode = "200",
      description = "What stands, and the newest runs",
      content = @Content(schema = @Schema(implementation = SelfAuditBody.class)))
  @APIResponse(responseCode = "403", description = "`scope_missing`")
  public SelfAuditBody get() {
    if (caller.caller().key().customer().isPresent()) {
      throw new ProblemException(Problem.of(ProblemCode.SCOPE_MISSING).with("scope", "admin"));
    }
    return SelfAuditBody.from(runs.report(caller.tenant(), ROWS_MAX));
  }

  /** Asks for a look at everything. */
  @POST
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("admin")
  @Operation(
      operationId = "runSelfAudit",
      summary = "Audit all wallets from their first entry",
      description =
          "It changes nothing and nothing waits for it. It begins within seconds and may take "
              + "minutes; `GET /v1/self-audit` shows when it has ended. While one waits or runs, "
              + "asking again gives the same.")
  @APIResponse(
      responseCode = "202",
      description = "The run that waits",
      content = @Content(schema = @Schema(implementation = SelfAuditRunBody.class)))
  public Response run() {
    return Response.accepted(SelfAuditRunBody.from(runs.request(caller.tenant())))
        .location(URI.create(ADDRESS))
        .build();
  }
}
