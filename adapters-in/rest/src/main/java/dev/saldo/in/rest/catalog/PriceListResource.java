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
import jakarta.ws.rs.POST;
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

/** The versions of the price list, which take effect by time. */
@Path("/prices")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class PriceListResource {
  private final CatalogRows rows;

  @Inject
  public PriceListResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of them. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listPriceLists", summary = "List the versions of the price list")
  @APIResponse(
      responseCode = "200",
      description = "Every version, and the draft; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = PriceListVersions.class)))
  public Response list() {
    return rows.list(CatalogSection.PRICES, PriceListVersions::of);
  }

  /** One of them. */
  @GET
  @Path("/{version}")
  @RolesAllowed("read")
  @Operation(operationId = "getPriceList", summary = "Read a version of the price list")
  @APIResponse(
      responseCode = "200",
      description = "The version of the price list; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogPriceList.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  public Response get(@PathParam("version") String version) {
    return rows.get(CatalogSection.PRICES, version);
  }

  /** Adds it, or replaces the one that is there. */
  @PUT
  @Path("/{version}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "putPriceList",
      summary = "Add or replace a version of the price list, from the next call on",
      description =
          "At the number of the next version, of one that is not yet in effect, or at `draft`. What"
              + " is in effect, or will be within a minute, never changes.")
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
      @PathParam("version") String version,
      @BeanParam CatalogWrite how,
      @Valid @NotNull CatalogPriceList body) {
    return rows.put(CatalogSection.PRICES, version, body.at(version), how);
  }

  /** Takes a draft away, or a version that is not yet in effect. */
  @DELETE
  @Path("/{version}")
  @RolesAllowed("catalog")
  @Operation(
      operationId = "deletePriceList",
      summary = "Remove a version of the price list, from the next call on")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  @APIResponse(
      responseCode = "409",
      description = "`version_in_effect`: holds refer to it; `row_in_use`: it is the only one")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response delete(@PathParam("version") String version, @BeanParam CatalogWrite how) {
    return rows.remove(CatalogSection.PRICES, version, how);
  }

  /** Makes the draft a version. */
  @POST
  @Path("/draft/publish")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "publishPriceList",
      summary = "Make the draft the next version",
      description = "It takes effect at once, or at `effective_from`. There is no draft after it.")
  @APIResponse(
      responseCode = "200",
      description = "What would change, or nothing: the newest version says the same",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(
      responseCode = "201",
      description = "What changed; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`row_unknown`: there is no draft")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response publish(@BeanParam CatalogWrite how, @Valid @NotNull PublicationRequest body) {
    return rows.write(
        CatalogSection.PRICES,
        ListVersion.DRAFT,
        document -> {
          CatalogPriceList draft = rows.named(CatalogSection.PRICES, document, ListVersion.DRAFT);
          return CatalogSection.PRICES.with(
              CatalogSection.PRICES.without(document, ListVersion.DRAFT),
              draft.published(body.effectiveFrom()));
        },
        how);
  }
}
