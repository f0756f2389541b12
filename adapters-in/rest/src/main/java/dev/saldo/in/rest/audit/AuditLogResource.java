package dev.saldo.in.rest.audit;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.audit.AuditLog;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.PageQuery;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What administrators of the tenant changed. */
@Path("/audit-log")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit log")
public class AuditLogResource {
  private static final int TEXT_LENGTH_MAX = 500;

  private final AuditLog auditLog;
  private final RequestCaller caller;

  @Inject
  public AuditLogResource(AuditLog auditLog, RequestCaller caller) {
    this.auditLog = auditLog;
    this.caller = caller;
  }

  /** Who changed what, when and why. */
  @GET
  @RolesAllowed("admin")
  @Operation(
      operationId = "listAuditRecords",
      summary = "List administrative changes, newest first",
      description =
          "Each with who made it, when, why, and what was there before and after. A change that "
              + "was refused, or that made no difference, is not there.")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(schema = @Schema(implementation = AuditPage.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  public AuditPage list(
      @Parameter(
              description = "Only what was done to things of this kind",
              schema = @Schema(maxLength = TEXT_LENGTH_MAX))
          @QueryParam("kind")
          @Nullable String kind,
      @Parameter(
              description = "Only what was done to things of this key",
              schema = @Schema(maxLength = TEXT_LENGTH_MAX))
          @QueryParam("key")
          @Nullable String key,
      @Parameter(
              description = "Only what this API key did",
              schema = @Schema(maxLength = TEXT_LENGTH_MAX))
          @QueryParam("actor")
          @Nullable String actor,
      @BeanParam PageQuery page) {
    AuditLog.Filter filter =
        new AuditLog.Filter(text("kind", kind), text("key", key), text("actor", actor));
    return AuditPage.from(
        page.read(part -> auditLog.list(caller.tenant(), filter, part)).map(AuditRecordBody::from));
  }

  private static Optional<String> text(String parameter, @Nullable String given) {
    return Reading.optional(parameter, given, AuditLogResource::text);
  }

  private static String text(String given) {
    require(
        given.length() <= TEXT_LENGTH_MAX, "must be at most " + TEXT_LENGTH_MAX + " characters");
    require(given.indexOf('\0') < 0, "must not contain the NUL character");
    return given;
  }
}
