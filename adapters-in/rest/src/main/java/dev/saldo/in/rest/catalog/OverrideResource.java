package dev.saldo.in.rest.catalog;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.ChangeOverrides;
import dev.saldo.application.wallet.PreviewOverride;
import dev.saldo.domain.Key;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Exceptions to the matrix, one at a time. */
@Path("/overrides")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
public class OverrideResource {
  private static final String IF_MATCH = "The `ETag` of the catalogue that is to be replaced";

  private final Catalog catalog;
  private final ChangeOverrides changeOverrides;
  private final PreviewOverride previewOverride;
  private final RequestCaller caller;

  @Inject
  public OverrideResource(
      Catalog catalog,
      ChangeOverrides changeOverrides,
      PreviewOverride previewOverride,
      RequestCaller caller) {
    this.catalog = catalog;
    this.changeOverrides = changeOverrides;
    this.previewOverride = previewOverride;
    this.caller = caller;
  }

  /** Those that are over as well, until somebody takes them out of the catalogue. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listOverrides", summary = "List the overrides of the matrix")
  @APIResponse(
      responseCode = "200",
      description = "Those that match; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = OverrideList.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  public Response list(@BeanParam OverrideQuery query) {
    CatalogDocument document = catalog.refresh(caller.tenant());
    OverrideList found =
        OverrideList.of(
            document.matrix().overrides().stream()
                .filter(query.toFilter())
                .filter(this::isVisible)
                .map(OverrideBody::from)
                .toList());
    return Response.ok(found).tag(CatalogVersion.tag(document.version())).build();
  }

  /** Makes one. */
  @POST
  @RolesAllowed("catalog")
  @Operation(
      operationId = "createOverride",
      summary = "Make an override, from the next call on",
      description =
          "One that is larger than the settings of the catalogue allow waits for another API key: "
              + "its `status` is `pending_approval`. The same override again changes nothing.")
  @APIResponse(
      responseCode = "201",
      description = "The override; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = OverrideBody.class)))
  @APIResponse(responseCode = "200", description = "It was there, just so")
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request` names the field and the rule; `malformed_json`")
  @APIResponse(responseCode = "409", description = "`override_exists`: another has the name")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response create(
      @Parameter(description = IF_MATCH) @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch,
      @BeanParam StatedReason why,
      @Valid @NotNull OverrideBody body) {
    return answer(
        Reading.value(
            "",
            "",
            _ ->
                changeOverrides.create(
                    caller.tenant(),
                    proposal(body),
                    CatalogVersion.expected(ifMatch),
                    CatalogDiff.audit(why.author(caller)))));
  }

  /** Looks at whom it would touch; it asks the matrix, and changes nothing. */
  @POST
  @Path("/preview")
  @RolesAllowed("catalog")
  @Tag(name = "Decisions")
  @Operation(
      operationId = "previewOverride",
      summary = "Say whose calls an override would change, without making it",
      description =
          "Compares what the matrix answers the members of the group, or the user, without and "
              + "with the override, as if it were approved.")
  @APIResponse(
      responseCode = "200",
      description = "How many, the first of them, and routes before and after",
      content = @Content(schema = @Schema(implementation = OverridePreviewBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  public OverridePreviewBody preview(@Valid @NotNull OverrideBody body) {
    return OverridePreviewBody.from(
        Reading.value("", "", _ -> previewOverride.preview(caller.caller(), proposal(body))));
  }

  /** One. */
  @GET
  @Path("/{slug}")
  @RolesAllowed("read")
  @Operation(operationId = "getOverride", summary = "Read an override")
  @APIResponse(
      responseCode = "200",
      description = "The override; the number of the catalogue is the `ETag`",
      content = @Content(schema = @Schema(implementation = OverrideBody.class)))
  @APIResponse(responseCode = "404", description = "`override_unknown`")
  public Response read(@PathParam("slug") String slug) {
    CatalogDocument document = catalog.refresh(caller.tenant());
    return document
        .matrix()
        .override(slug)
        .filter(this::isVisible)
        .map(row -> Response.ok(OverrideBody.from(row)))
        .orElseThrow(OverrideResource::unknown)
        .tag(CatalogVersion.tag(document.version()))
        .build();
  }

  /** Ends it, or takes back what never applied. */
  @DELETE
  @Path("/{slug}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "endOverride",
      summary = "End an override now",
      description =
          "One that has applied stays, with its end; one that has not is removed. Ending one that "
              + "is over changes nothing.")
  @APIResponse(
      responseCode = "204",
      description = "It is over; the number of the catalogue is the `ETag`")
  @APIResponse(responseCode = "404", description = "`override_unknown`")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response end(
      @PathParam("slug") String slug,
      @Parameter(description = IF_MATCH) @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch,
      @BeanParam StatedReason why) {
    ChangeOverrides.Result.Changed ended =
        changed(
            changeOverrides.end(
                caller.tenant(),
                slug,
                CatalogVersion.expected(ifMatch),
                CatalogDiff.audit(why.author(caller))));
    return Response.noContent().tag(CatalogVersion.tag(ended.version())).build();
  }

  /** Lets it apply. */
  @POST
  @Path("/{slug}/approve")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "approveOverride",
      summary = "Approve an override that another API key has made")
  @APIResponse(
      responseCode = "200",
      description = "The approved override; approving it again changes nothing",
      content = @Content(schema = @Schema(implementation = OverrideBody.class)))
  @APIResponse(responseCode = "403", description = "`scope_missing`, `second_approver_required`")
  @APIResponse(responseCode = "404", description = "`override_unknown`")
  @APIResponse(responseCode = "409", description = "`override_decided`: it was rejected")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response approve(
      @PathParam("slug") String slug,
      @Parameter(description = IF_MATCH) @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch,
      @BeanParam StatedReason why) {
    return answer(
        changeOverrides.approve(
            caller.tenant(),
            slug,
            CatalogVersion.expected(ifMatch),
            CatalogDiff.audit(why.author(caller))));
  }

  /** Never lets it apply. */
  @POST
  @Path("/{slug}/reject")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("catalog")
  @Operation(
      operationId = "rejectOverride",
      summary = "Reject an override that another API key has made")
  @APIResponse(
      responseCode = "200",
      description = "The rejected override; rejecting it again changes nothing",
      content = @Content(schema = @Schema(implementation = OverrideBody.class)))
  @APIResponse(responseCode = "403", description = "`scope_missing`, `second_approver_required`")
  @APIResponse(responseCode = "404", description = "`override_unknown`")
  @APIResponse(responseCode = "409", description = "`override_decided`: it was approved")
  @APIResponse(responseCode = "412", description = "`version_mismatch`")
  public Response reject(
      @PathParam("slug") String slug,
      @Parameter(description = IF_MATCH) @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch,
      @BeanParam StatedReason why) {
    return answer(
        changeOverrides.reject(
            caller.tenant(),
            slug,
            CatalogVersion.expected(ifMatch),
            CatalogDiff.audit(why.author(caller))));
  }

  private static ProposedOverride proposal(OverrideBody body) {
    return body.toProposal("");
  }

  /** A key that is bound to a customer does not see the users of others. */
  private boolean isVisible(MatrixOverride row) {
    Optional<Key> owner = row.subject().customer();
    return owner.isEmpty() || caller.caller().mayActFor(owner.get());
  }

  private static Response answer(ChangeOverrides.Result result) {
    ChangeOverrides.Result.Changed changed = changed(result);
    return Response.status(changed.isNew() ? Response.Status.CREATED : Response.Status.OK)
        .entity(OverrideBody.from(changed.override().orElseThrow()))
        .tag(CatalogVersion.tag(changed.version()))
        .build();
  }

  /** What was done, or the problem that kept it from being done. */
  private static ChangeOverrides.Result.Changed changed(ChangeOverrides.Result result) {
    return switch (result) {
      case ChangeOverrides.Result.Changed changed -> changed;
      case ChangeOverrides.Result.Overtaken(int current) -> throw CatalogVersion.mismatch(current);
      case ChangeOverrides.Result.Unknown() -> throw unknown();
      case ChangeOverrides.Result.NameTaken() ->
          throw new ProblemException(Problem.of(ProblemCode.OVERRIDE_EXISTS));
      case ChangeOverrides.Result.OwnOverride() ->
          throw new ProblemException(Problem.of(ProblemCode.SECOND_APPROVER_REQUIRED));
      case ChangeOverrides.Result.DecidedBefore(var status) ->
          throw new ProblemException(
              Problem.of(ProblemCode.OVERRIDE_DECIDED)
                  .with("status", WireText.word(status))
                  .member("status", WireText.word(status)));
    };
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.of(ProblemCode.OVERRIDE_UNKNOWN));
  }
}
