package dev.saldo.in.rest.catalog;

import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** What plans allow: without a cell the answer is no. */
@Path("/matrix")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class MatrixResource {
  private final CatalogRows rows;

  @Inject
  public MatrixResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of them. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listMatrixCells", summary = "List the cells of the matrix")
  @APIResponse(
      responseCode = "200",
      description = "The cells that match; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = MatrixCellList.class)))
  public Response list(
      @Parameter(description = "Only those of this plan") @QueryParam("plan") @Nullable String plan,
      @Parameter(description = "Only those of this profile") @QueryParam("profile")
          @Nullable String profile,
      @Parameter(description = "Only those of this feature") @QueryParam("feature")
          @Nullable String feature) {
    return rows.list(
        CatalogSection.MATRIX,
        all ->
            MatrixCellList.of(
                all.stream()
                    .filter(row -> plan == null || plan.equals(row.plan()))
                    .filter(row -> profile == null || profile.equals(row.profile()))
                    .filter(row -> feature == null || feature.equals(row.feature()))
                    .toList()));
  }

  /** One of them. */
  @GET
  @Path("/{plan}/{profile}/{feature}/{provider}")
  @RolesAllowed("read")
  @Operation(operationId = "getMatrixCell", summary = "Read a cell of the matrix")
  @APIResponse(
      responseCode = "200",
      description = "The cell of the matrix; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogCell.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  public Response get(
      @PathParam("plan") String plan,
      @PathParam("profile") String profile,
      @PathParam("feature") String feature,
      @PathParam("provider") String provider) {
    return rows.get(CatalogSection.MATRIX, String.join("/", plan, profile, feature, provider));
  }

  /** Adds it, or replaces the one that is there. */
  @PUT
  @Path("/{plan}/{profile}/{feature}/{provider}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "putMatrixCell",
      summary = "Add or replace a cell of the matrix, from the next call on")
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
      @PathParam("plan") String plan,
      @PathParam("profile") String profile,
      @PathParam("feature") String feature,
      @PathParam("provider") String provider,
      @BeanParam CatalogWrite how,
      @Valid @NotNull CatalogCell body) {
    return rows.put(
        CatalogSection.MATRIX, String.join("/", plan, profile, feature, provider), body, how);
  }

  /** Takes it away, unless others refer to it. */
  @DELETE
  @Path("/{plan}/{profile}/{feature}/{provider}")
  @RolesAllowed("catalog")
  @Operation(
      operationId = "deleteMatrixCell",
      summary = "Remove a cell of the matrix, from the next call on")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  @APIResponse(responseCode = "409", description = "`row_in_use`: `errors` names what needs it")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response delete(
      @PathParam("plan") String plan,
      @PathParam("profile") String profile,
      @PathParam("feature") String feature,
      @PathParam("provider") String provider,
      @BeanParam CatalogWrite how) {
    return rows.remove(
        CatalogSection.MATRIX, String.join("/", plan, profile, feature, provider), how);
  }
}
