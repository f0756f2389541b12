package dev.saldo.in.rest.catalog;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.ChangeCatalog;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.audit.StatedReason;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.Resource;
import dev.saldo.in.rest.wire.StrictYamlProvider;
import dev.saldo.in.rest.wire.WireText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The catalogue as one document. */
@Path("/catalog")
@Resource
@Consumes({MediaType.APPLICATION_JSON, StrictYamlProvider.TYPE})
@Produces({MediaType.APPLICATION_JSON, StrictYamlProvider.TYPE})
@Tag(name = "Catalogue")
public class CatalogDocumentResource {
  private final Catalog catalog;
  private final ChangeCatalog changeCatalog;
  private final RequestCaller caller;

  @Inject
  public CatalogDocumentResource(
      Catalog catalog, ChangeCatalog changeCatalog, RequestCaller caller) {
    this.catalog = catalog;
    this.changeCatalog = changeCatalog;
    this.caller = caller;
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
    CatalogDocument document = catalog.refresh(caller.tenant());
    return Response.ok(CatalogBody.from(document))
        .tag(CatalogVersion.tag(document.version()))
        .build();
  }

  /** All of it or nothing. */
  @PUT
  @RolesAllowed("catalog")
  @Operation(
      operationId = "applyCatalog",
      summary = "Make the catalogue what a document says",
      description =
          "All of it or nothing, from the next call on. Rows that the document leaves out are"
              + " removed, but for versions of plans, price lists and cost lists. An override that"
              + " is new or different is made by this key, and waits for another one when it is"
              + " larger than the settings before or after allow.")
  @APIResponse(
      responseCode = "200",
      description = "What changed, or would change; the number is the `ETag`",
      content = @Content(schema = @Schema(implementation = CatalogChangeBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request` names the row and the rule; `malformed_json`")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response apply(
      @Parameter(description = "`true` to be told what would change, and change nothing")
          @QueryParam("dry_run")
          @Nullable String dryRun,
      @Parameter(description = "The `ETag` of the catalogue that is to be replaced")
          @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch,
      @BeanParam StatedReason why,
      @Valid @NotNull CatalogBody body) {
    boolean dry = Reading.optional("dry_run", dryRun, WireText::flag).orElse(false);
    Audit<CatalogDocument> audit = CatalogDiff.audit(why.author(caller));
    ChangeCatalog.Result result =
        Reading.value(
            "",
            "",
            _ ->
                changeCatalog.apply(
                    caller.tenant(),
                    body.toProposal(),
                    CatalogVersion.expected(ifMatch),
                    dry,
                    audit));
    ChangeCatalog.Result.Applied applied = CatalogVersion.applied(result);
    return Response.ok(CatalogChangeBody.from(applied, dry))
        .tag(CatalogVersion.tag(applied.after().version()))
        .build();
  }
}
