package dev.saldo.in.rest.catalog;

import dev.saldo.in.rest.problem.Reading;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What currencies are worth in one another. */
@Path("/exchange-rates")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class ExchangeRateResource {
  private final CatalogRows rows;

  @Inject
  public ExchangeRateResource(CatalogRows rows) {
    this.rows = rows;
  }

  /** All of them. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listExchangeRates", summary = "List the exchange rates")
  @APIResponse(
      responseCode = "200",
      description = "All of them; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = ExchangeRateList.class)))
  public Response list() {
    return rows.list(CatalogSection.EXCHANGE_RATES, ExchangeRateList::of);
  }

  /** One of them. */
  @GET
  @Path("/{from}/{to}/{effective_from}")
  @RolesAllowed("read")
  @Operation(operationId = "getExchangeRate", summary = "Read an exchange rate")
  @APIResponse(
      responseCode = "200",
      description = "The exchange rate; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogExchangeRate.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  public Response get(
      @PathParam("from") String from,
      @PathParam("to") String to,
      @PathParam("effective_from") String effectiveFrom) {
    return rows.get(CatalogSection.EXCHANGE_RATES, name(from, to, effectiveFrom));
  }

  /** Adds it, or replaces the one that is there. */
  @PUT
  @Path("/{from}/{to}/{effective_from}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(operationId = "putExchangeRate", summary = "Add or replace an exchange rate")
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
      @PathParam("from") String from,
      @PathParam("to") String to,
      @PathParam("effective_from") String effectiveFrom,
      @BeanParam CatalogWrite how,
      @Valid @NotNull CatalogExchangeRate body) {
    return rows.put(CatalogSection.EXCHANGE_RATES, name(from, to, effectiveFrom), body, how);
  }

  /** Takes it away, unless others refer to it. */
  @DELETE
  @Path("/{from}/{to}/{effective_from}")
  @RolesAllowed("catalog")
  @Operation(operationId = "deleteExchangeRate", summary = "Remove an exchange rate")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(responseCode = "404", description = "`row_unknown`")
  @APIResponse(responseCode = "409", description = "`row_in_use`: `errors` names what needs it")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response delete(
      @PathParam("from") String from,
      @PathParam("to") String to,
      @PathParam("effective_from") String effectiveFrom,
      @BeanParam CatalogWrite how) {
    return rows.remove(CatalogSection.EXCHANGE_RATES, name(from, to, effectiveFrom), how);
  }

  private static String name(String from, String to, String effectiveFrom) {
    Instant begins = Reading.value("effective_from", effectiveFrom, WireText::time).toInstant();
    return String.join("/", from, to, begins.toString());
  }
}
