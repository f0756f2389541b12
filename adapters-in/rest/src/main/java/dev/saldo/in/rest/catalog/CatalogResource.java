package dev.saldo.in.rest.catalog;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the tenant's newest catalogue offers. */
@Path("/")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class CatalogResource {
  private final Catalog catalog;
  private final RequestCaller caller;

  @Inject
  public CatalogResource(Catalog catalog, RequestCaller caller) {
    this.catalog = catalog;
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
