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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The names that users and customers are gathered under. */
@Path("/groups")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class GroupResource {
  private final CatalogRows rows;

  @Inject
  public GroupResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of them. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listGroups", summary = "List the groups")
  @APIResponse(
      responseCode = "200",
      description = "All of them; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = GroupList.class)))
  public Response list() {
    return rows.list(CatalogSection.GROUPS, GroupList::of);
  }

  /** One of them. */
  @GET
  @Path("/{slug}")
  @RolesAllowed("read")
  @Operation(operationId = "getGroup", summary = "Read a group")
  @APIResponse(
      responseCode = "200",
      description = "The group; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogGroup.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  public Response get(@PathParam("slug") String slug) {
    return rows.get(CatalogSection.GROUPS, slug);
  }

  /** Adds it, or replaces the one that is there. */
  @PUT
  @Path("/{slug}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(operationId = "putGroup", summary = "Add or replace a group, from the next call on")
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
      @Valid @NotNull CatalogGroup body) {
    return rows.put(CatalogSection.GROUPS, slug, body, how);
  }

  /** Takes it away, unless others refer to it. */
  @DELETE
  @Path("/{slug}")
  @RolesAllowed("catalog")
  @Operation(operationId = "deleteGroup", summary = "Remove a group, from the next call on")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  @APIResponse(responseCode = "409", description = "`row_in_use`: `errors` names what needs it")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response delete(@PathParam("slug") String slug, @BeanParam CatalogWrite how) {
    return rows.remove(CatalogSection.GROUPS, slug, how);
  }
}
