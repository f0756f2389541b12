package dev.saldo.in.rest.catalog;

import dev.saldo.domain.catalog.CatalogDocument;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What holds for the whole catalogue. */
@Path("/settings")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class SettingsResource {
  private final CatalogRows rows;

  @Inject
  public SettingsResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** What they are. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "getSettings", summary = "Read the settings of the catalogue")
  @APIResponse(
      responseCode = "200",
      description = "The settings; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = SettingsBody.class)))
  public Response get() {
    CatalogDocument document = rows.document();
    return CatalogRows.answer(document, SettingsBody.from(CatalogBody.from(document)));
  }

  /** All of them at once. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "putSettings",
      summary = "Replace the settings of the catalogue, from the next call on")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request` names the member and the rule; `malformed_json`")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response put(@BeanParam CatalogWrite how, @Valid @NotNull SettingsBody body) {
    return rows.write(CatalogSection.DEFAULT_PLAN, "", body::in, how);
  }
}
