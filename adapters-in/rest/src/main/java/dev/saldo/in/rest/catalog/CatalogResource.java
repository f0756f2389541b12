package dev.saldo.in.rest.catalog;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.ChangeCatalog;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.audit.StatedReason;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** What the tenant's newest catalogue offers, and which of its providers may be called. */
@Path("/")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class CatalogResource {
  private final Catalog catalog;
  private final ChangeCatalog changeCatalog;
  private final RequestCaller caller;

  @Inject
  public CatalogResource(Catalog catalog, ChangeCatalog changeCatalog, RequestCaller caller) {
    this.catalog = catalog;
    this.changeCatalog = changeCatalog;
    this.caller = caller;
  }

  /** AI vendors. */
  @GET
  @Path("/providers")
  @RolesAllowed("read")
  @Operation(operationId = "listProviders", summary = "List the providers")
  @APIResponse(
      responseCode = "200",
      description = "All providers",
      content = @Content(schema = @Schema(implementation = ProviderList.class)))
  public ProviderList providers() {
    return ProviderList.of(
        document().matrix().providers().stream().map(ProviderBody::from).toList());
  }

  /** Takes a provider out, brings it back, or leaves it to testers. */
  @PATCH
  @Path("/providers/{slug}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "changeProvider",
      summary = "Set a provider's status, from the next call on")
  @APIResponse(
      responseCode = "200",
      description = "The provider; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = ProviderBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`provider_unknown`")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response changeProvider(
      @PathParam("slug") String slug,
      @Parameter(description = "The `ETag` of the catalogue that is to be replaced")
          @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch,
      @BeanParam StatedReason why,
      @Valid @NotNull ProviderStatusRequest body) {
    CatalogDocument after =
        changeCatalog
            .setStatus(
                caller.tenant(),
                slug,
                body.toStatus(),
                CatalogVersion.expected(ifMatch),
                CatalogDiff.audit(why.author(caller)))
            .map(result -> CatalogVersion.applied(result).after())
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.PROVIDER_UNKNOWN)));
    return Response.ok(ProviderBody.from(after.matrix().provider(slug).orElseThrow()))
        .tag(CatalogVersion.tag(after.version()))
        .build();
  }

  /** What the product offers. */
  @GET
  @Path("/features")
  @RolesAllowed("read")
  @Operation(operationId = "listFeatures", summary = "List the features, with their roles")
  @APIResponse(
      responseCode = "200",
      description = "All features",
      content = @Content(schema = @Schema(implementation = FeatureList.class)))
  public FeatureList features() {
    CatalogDocument document = document();
    return FeatureList.of(
        document.matrix().features().stream()
            .map(feature -> FeatureBody.from(feature, document.matrix().roles()))
            .toList());
  }

  /** What customers can be on. */
  @GET
  @Path("/plans")
  @RolesAllowed("read")
  @Operation(operationId = "listPlans", summary = "List the plans")
  @APIResponse(
      responseCode = "200",
      description = "Every version of every plan",
      content = @Content(schema = @Schema(implementation = PlanList.class)))
  public PlanList plans() {
    CatalogDocument document = document();
    return PlanList.of(
        document.plans().stream()
            .map(plan -> PlanBody.from(plan, document.defaultPlan()))
            .toList());
  }

  /** What plans allow. */
  @GET
  @Path("/matrix")
  @RolesAllowed("read")
  @Operation(operationId = "listMatrixCells", summary = "List the cells of the matrix")
  @APIResponse(
      responseCode = "200",
      description = "The cells that match",
      content = @Content(schema = @Schema(implementation = MatrixCellList.class)))
  public MatrixCellList matrix(
      @Parameter(description = "Only those of this plan") @QueryParam("plan") @Nullable String plan,
      @Parameter(description = "Only those of this profile") @QueryParam("profile")
          @Nullable String profile,
      @Parameter(description = "Only those of this feature") @QueryParam("feature")
          @Nullable String feature) {
    return MatrixCellList.of(
        document().matrix().cells().stream()
            .filter(cell -> plan == null || plan.equals(cell.plan()))
            .filter(cell -> profile == null || profile.equals(cell.profile()))
            .filter(cell -> feature == null || feature.equals(cell.feature()))
            .map(MatrixCellBody::from)
            .toList());
  }

  /** What can be bought. */
  @GET
  @Path("/packs")
  @RolesAllowed("read")
  @Operation(operationId = "listPacks", summary = "List the packs of credits")
  @APIResponse(
      responseCode = "200",
      description = "All packs",
      content = @Content(schema = @Schema(implementation = PackList.class)))
  public PackList packs() {
    return PackList.of(document().packs().stream().map(PackBody::from).toList());
  }

  private CatalogDocument document() {
    return catalog.refresh(caller.tenant());
  }
}
