package dev.saldo.in.rest.catalog;

import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.plan.Plan;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What customers can be on, version by version. */
@Path("/plans")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class PlanResource {
  private final CatalogRows rows;

  @Inject
  public PlanResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of them. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listPlans", summary = "List the plans")
  @APIResponse(
      responseCode = "200",
      description = "Every version of every plan; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = PlanList.class)))
  public Response list() {
    return rows.list(CatalogSection.PLANS, PlanList::of);
  }

  /** One of them. */
  @GET
  @Path("/{slug}")
  @RolesAllowed("read")
  @Operation(operationId = "getPlan", summary = "Read a plan, the newest version or another")
  @APIResponse(
      responseCode = "200",
      description = "The plan; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogPlan.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  public Response get(
      @PathParam("slug") String slug,
      @Parameter(description = "Left out: the newest") @QueryParam("version")
          @Nullable String version) {
    CatalogDocument document = rows.document();
    Plan plan =
        Reading.optional("version", version, ListVersion::number)
            .map(number -> document.plan(slug, number))
            .orElseGet(() -> document.plan(slug))
            .orElseThrow(() -> new ProblemException(Problem.of(CatalogSection.PLANS.unknown())));
    return CatalogRows.answer(document, CatalogPlan.from(plan));
  }

  /** Adds it, or the next version of it: customers stay on theirs until they are moved. */
  @PUT
  @Path("/{slug}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "putPlan",
      summary = "Add a plan, or the next version of it",
      description =
          "Customers stay on their version until they are moved; new ones get the newest. The same"
              + " as the newest again changes nothing. Plans are never removed, since their numbers"
              + " must not be given again: one without cells offers nothing.")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(
      responseCode = "201",
      description = "It was added",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request` names the member and the rule; `malformed_json`")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response put(
      @PathParam("slug") String slug,
      @BeanParam CatalogWrite how,
      @Valid @NotNull CatalogPlan body) {
    return rows.put(CatalogSection.PLANS, slug, body, how);
  }
}
