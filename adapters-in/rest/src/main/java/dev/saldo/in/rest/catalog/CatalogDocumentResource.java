package dev.saldo.in.rest.catalog;

import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.wire.Resource;
import dev.saldo.in.rest.wire.StrictYamlProvider;
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

/** The catalogue as one document. */
@Path("/catalog")
@Resource
@Consumes({MediaType.APPLICATION_JSON, StrictYamlProvider.TYPE})
@Produces({MediaType.APPLICATION_JSON, StrictYamlProvider.TYPE})
@Tag(name = "Catalogue")
public class CatalogDocumentResource {
  private final CatalogRows rows;

  @Inject
  public CatalogDocumentResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of it, to be kept and applied again. */
  @GET
  @RolesAllowed("catalog")
  @Operation(
      operationId = "exportCatalog",
      summary = "Export the catalogue",
      description = "As JSON, or as YAML when `Accept` asks for `application/yaml`.")
  @APIResponse(
      responseCode = "200",
      description = "The catalogue; its number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogBody.class)))
  public Response export() {
    CatalogDocument document = rows.document();
    return CatalogRows.answer(document, CatalogBody.from(document));
  }

  /** All of it or nothing. */
  @PUT
  @RolesAllowed("catalog")
  @Operation(
      operationId = "applyCatalog",
      summary = "Make the catalogue what a document says",
      description =
          "All of it or nothing, from the next call on. Rows that the document leaves out are "
              + "removed, but for plans, and for price lists and cost lists in effect. An override "
              + "that is new or different is made by this key, and waits for another one when it "
              + "is larger than the settings before or after allow.")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request` names the row and the rule; `malformed_json`")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response apply(@BeanParam CatalogWrite how, @Valid @NotNull CatalogBody body) {
    return rows.apply(body, how);
  }
}
