package dev.saldo.in.rest.catalog;

import dev.saldo.application.catalog.ApplyCatalog;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.Resource;
import dev.saldo.in.rest.wire.StrictYamlProvider;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,9})\"");

  private final Catalog catalog;
  private final ApplyCatalog applyCatalog;
  private final RequestCaller caller;

  @Inject
  public CatalogDocumentResource(Catalog catalog, ApplyCatalog applyCatalog, RequestCaller caller) {
    this.catalog = catalog;
    this.applyCatalog = applyCatalog;
    this.caller = caller;
  }

  /** All of it, to be kept and applied again. */
  @GET
  @RolesAllowed("read")
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
    return Response.ok(CatalogBody.from(document)).tag(tag(document.version())).build();
  }

  /** All of it or nothing. */
  @PUT
  @RolesAllowed("admin")
  @Operation(
      operationId = "applyCatalog",
      summary = "Make the catalogue what a document says",
      description =
          "All of it or nothing, from the next call on. Rows that the document leaves out are "
              + "removed, but for versions of plans, price lists and cost lists.")
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
      @Valid @NotNull CatalogBody body) {
    boolean dry = Reading.optional("dry_run", dryRun, CatalogDocumentResource::flag).orElse(false);
    ApplyCatalog.Result result =
        Reading.value(
            "",
            "",
            _ -> applyCatalog.apply(caller.tenant(), body.toProposal(), expected(ifMatch), dry));
    return switch (result) {
      case ApplyCatalog.Result.Applied applied ->
          Response.ok(CatalogChangeBody.from(applied, dry))
              .tag(tag(applied.after().version()))
              .build();
      case ApplyCatalog.Result.Overtaken(int current) ->
          throw new ProblemException(
              Problem.of(ProblemCode.VERSION_MISMATCH)
                  .with("current", Integer.toString(current))
                  .member("current", current));
    };
  }

  private static EntityTag tag(int version) {
    return new EntityTag(Integer.toString(version));
  }

  private static OptionalInt expected(@Nullable String ifMatch) {
    Optional<Integer> version =
        Reading.optional(
            HttpHeaders.IF_MATCH,
            "*".equals(ifMatch) ? null : ifMatch,
            CatalogDocumentResource::version);
    return version.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static int version(String text) {
    Matcher tag = TAG.matcher(text);
    if (!tag.matches()) {
      throw new InvalidValueException("must be one ETag of a catalogue, such as \"7\" in quotes");
    }
    return Integer.parseInt(tag.group(1));
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValueException("must be true or false");
    };
  }
}
