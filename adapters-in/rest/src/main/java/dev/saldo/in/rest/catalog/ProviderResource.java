package dev.saldo.in.rest.catalog;

import dev.saldo.in.rest.wire.Resource;
import dev.saldo.in.rest.wire.WireText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** AI vendors, and which of them may be called. */
@Path("/providers")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class ProviderResource {
  private final CatalogRows rows;

  @Inject
  public ProviderResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of them. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listProviders", summary = "List the providers")
  @APIResponse(
      responseCode = "200",
      description = "All of them; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = ProviderList.class)))
  public Response list() {
    rows.requireUnbound();
    return rows.list(CatalogSection.PROVIDERS, ProviderList::of);
  }

  /** One of them. */
  @GET
  @Path("/{slug}")
  @RolesAllowed("read")
  @Operation(operationId = "getProvider", summary = "Read a provider")
  @APIResponse(
      responseCode = "200",
      description = "The provider; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogProvider.class)))
  @APIResponse(responseCode = "404", description = "`provider_unknown`")
  public Response get(@PathParam("slug") String slug) {
    rows.requireUnbound();
    return rows.get(CatalogSection.PROVIDERS, slug);
  }

  /** Adds it, or replaces the one that is there. */
  @PUT
  @Path("/{slug}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "putProvider",
      summary = "Add or replace a provider, from the next call on",
      description = "A status that is left out stays as it is.")
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
      @Valid @NotNull CatalogProvider body) {
    return rows.put(CatalogSection.PROVIDERS, slug, body, how);
  }

  /** Takes it away, unless others refer to it. */
  @DELETE
  @Path("/{slug}")
  @RolesAllowed("catalog")
  @Operation(operationId = "deleteProvider", summary = "Remove a provider, from the next call on")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(responseCode = "404", description = "`provider_unknown`")
  @APIResponse(responseCode = "409", description = "`row_in_use`: `errors` names what needs it")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response delete(@PathParam("slug") String slug, @BeanParam CatalogWrite how) {
    return rows.remove(CatalogSection.PROVIDERS, slug, how);
  }

  /** Takes a provider out, brings it back, or leaves it to testers. */
  @PATCH
  @Path("/{slug}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "changeProvider",
      summary = "Set a provider's status, from the next call on")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`provider_unknown`")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response change(
      @PathParam("slug") String slug,
      @BeanParam CatalogWrite how,
      @Valid @NotNull ProviderStatusRequest body) {
    String status = WireText.word(body.toStatus());
    return rows.write(
        CatalogSection.PROVIDERS,
        slug,
        document ->
            CatalogSection.PROVIDERS.with(
                document, rows.named(CatalogSection.PROVIDERS, document, slug).withStatus(status)),
        how);
  }
}
