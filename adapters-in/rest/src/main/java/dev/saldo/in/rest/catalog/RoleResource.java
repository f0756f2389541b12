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

/** The parts that providers play in features. */
@Path("/roles")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class RoleResource {
  private final CatalogRows rows;

  @Inject
  public RoleResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of them. */
  @GET
  @RolesAllowed("read")
  @Operation(
      operationId = "listRoleAssignments",
      summary = "List the roles of providers in features")
  @APIResponse(
      responseCode = "200",
      description =
          "Those that match; the first role of a feature is its default; the number of the"
              + " catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = RoleAssignmentList.class)))
  public Response list(
      @Parameter(description = "Only those of this feature") @QueryParam("feature")
          @Nullable String feature) {
    return rows.list(
        CatalogSection.ROLES,
        all ->
            RoleAssignmentList.of(
                all.stream()
                    .filter(row -> feature == null || feature.equals(row.feature()))
                    .toList()));
  }

  /** One of them. */
  @GET
  @Path("/{feature}/{role}/{provider}")
  @RolesAllowed("read")
  @Operation(operationId = "getRoleAssignment", summary = "Read a role of a provider in a feature")
  @APIResponse(
      responseCode = "200",
      description =
          "The role of a provider in a feature; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogRole.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  public Response get(
      @PathParam("feature") String feature,
      @PathParam("role") String role,
      @PathParam("provider") String provider) {
    return rows.get(CatalogSection.ROLES, String.join("/", feature, role, provider));
  }

  /** Adds it, or replaces the one that is there. */
  @PUT
  @Path("/{feature}/{role}/{provider}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "putRoleAssignment",
      summary = "Add or replace a role of a provider in a feature, from the next call on")
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
      @PathParam("feature") String feature,
      @PathParam("role") String role,
      @PathParam("provider") String provider,
      @BeanParam CatalogWrite how,
      @Valid @NotNull CatalogRole body) {
    return rows.put(CatalogSection.ROLES, String.join("/", feature, role, provider), body, how);
  }

  /** Takes it away, unless others refer to it. */
  @DELETE
  @Path("/{feature}/{role}/{provider}")
  @RolesAllowed("catalog")
  @Operation(
      operationId = "deleteRoleAssignment",
      summary = "Remove a role of a provider in a feature, from the next call on")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  @APIResponse(responseCode = "409", description = "`row_in_use`: `errors` names what needs it")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response delete(
      @PathParam("feature") String feature,
      @PathParam("role") String role,
      @PathParam("provider") String provider,
      @BeanParam CatalogWrite how) {
    return rows.remove(CatalogSection.ROLES, String.join("/", feature, role, provider), how);
  }
}
