package dev.saldo.in.rest.catalog;

import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The models that providers, cells, prices and costs name; they are changed there. */
@Path("/models")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class ModelResource {
  private final CatalogRows rows;

  @Inject
  public ModelResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of them. */
  @GET
  @RolesAllowed("read")
  @Operation(
      operationId = "listModels",
      summary = "List the models",
      description =
          "Those that a provider's default, a cell, or one of the newest prices and costs names.")
  @APIResponse(
      responseCode = "200",
      description = "All of them; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = ModelList.class)))
  public Response list() {
    CatalogDocument document = rows.document();
    return CatalogRows.answer(document, ModelList.of(ModelBody.of(document)));
  }

  /** One of them. */
  @GET
  @Path("/{provider}/{model:.+}")
  @RolesAllowed("read")
  @Operation(operationId = "getModel", summary = "Read a model")
  @APIResponse(
      responseCode = "200",
      description = "The model; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = ModelBody.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  public Response get(@PathParam("provider") String provider, @PathParam("model") String model) {
    CatalogDocument document = rows.document();
    String wanted = provider + "/" + model;
    return CatalogRows.answer(
        document,
        ModelBody.of(document).stream()
            .filter(known -> known.model().equals(wanted))
            .findFirst()
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.ROW_UNKNOWN))));
  }
}
