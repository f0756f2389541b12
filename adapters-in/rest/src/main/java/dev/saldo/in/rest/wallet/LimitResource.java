package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ReadLimits;
import dev.saldo.domain.Key;
import dev.saldo.domain.Slug;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** What a user of a customer may use, and how much of it is left. */
@Path("/customers")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Wallets")
public class LimitResource {
  private final ReadLimits readLimits;
  private final RequestCaller caller;

  @Inject
  public LimitResource(ReadLimits readLimits, RequestCaller caller) {
    this.readLimits = readLimits;
    this.caller = caller;
  }

  /** Every window of every limit. */
  @GET
  @Path("/{key}/limits")
  @RolesAllowed("read")
  @Operation(
      operationId = "listLimits",
      summary = "Show every limit of a user, with what is used, reserved and left",
      description =
          "A customer whom a call would open is answered as if it had just been opened; nobody is.")
  @APIResponse(
      responseCode = "200",
      description = "The limits",
      content = @Content(schema = @Schema(implementation = LimitList.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public LimitList limits(
      @PathParam("key") String key,
      @Parameter(description = "Key of the user; left out for the customer's anonymous user")
          @QueryParam("user")
          @Nullable String user) {
    return LimitList.from(view(key, user, Optional.empty()));
  }

  /** Every feature. */
  @GET
  @Path("/{key}/features")
  @RolesAllowed("read")
  @Operation(
      operationId = "listFeatureAccess",
      summary = "Show which features a user may use, with model, limits or the reason why not",
      description =
          "A customer whom a call would open is answered as if it had just been opened; nobody is.")
  @APIResponse(
      responseCode = "200",
      description = "Every active feature",
      content = @Content(schema = @Schema(implementation = FeatureAccessList.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  @APIResponse(responseCode = "403", description = "`scope_missing`, `context_forbidden`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public FeatureAccessList features(
      @PathParam("key") String key,
      @Parameter(description = "Key of the user; left out for the customer's anonymous user")
          @QueryParam("user")
          @Nullable String user,
      @Parameter(
              description = "Instead of the stored user's; only with a key not bound to a customer")
          @QueryParam("profile")
          @Nullable String profile) {
    if (profile != null && caller.caller().key().customer().isPresent()) {
      throw CallProblems.contextForbidden("profile");
    }
    Optional<String> asked = Reading.optional("profile", profile, Slug::of);
    return FeatureAccessList.from(view(key, user, asked));
  }

  private ReadLimits.View view(String key, @Nullable String user, Optional<String> profile) {
    return readLimits
        .read(
            caller.caller(),
            CustomerPath.key(key),
            Reading.optional("user", user, Key::new),
            profile)
        .orElseThrow(CallProblems::customerUnknown);
  }
}
