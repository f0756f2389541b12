package dev.saldo.in.rest.identity;

import dev.saldo.application.Page;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.identity.ApiKeys;
import dev.saldo.application.identity.IssueApiKey;
import dev.saldo.application.wallet.Customers;
import dev.saldo.application.wallet.RequestKey;
import dev.saldo.domain.Key;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.wire.IdempotentRequest;
import dev.saldo.in.rest.wire.PageQuery;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a tenant's programs. A key that is bound to a customer sees, and makes, only keys of
 * that customer.
 */
@Path("/api-keys")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class ApiKeyResource {
  private static final Pattern ID = Pattern.compile("key_[0-9a-z]{1,64}");

  private final IssueApiKey issueApiKey;
  private final ApiKeys keys;
  private final Customers customers;
  private final InstantSource time;
  private final RequestCaller caller;

  @Inject
  public ApiKeyResource(
      IssueApiKey issueApiKey,
      ApiKeys keys,
      Customers customers,
      InstantSource time,
      RequestCaller caller) {
    this.issueApiKey = issueApiKey;
    this.keys = keys;
    this.customers = customers;
    this.time = time;
    this.caller = caller;
  }

  /** Makes a key. */
  @POST
  @RolesAllowed("admin")
  @Operation(
      operationId = "createApiKey",
      summary = "Make an API key; its secret is shown in this answer only")
  @APIResponse(
      responseCode = "201",
      description = "The key with its secret",
      content = @Content(schema = @Schema(implementation = ApiKeyBody.class)))
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  @APIResponse(
      responseCode = "409",
      description = "`secret_already_shown`: the same request was done before")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response create(
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull ApiKeyRequest body) {
    IssueApiKey.Request wanted = body.toCommand(caller.caller().key().customer());
    wanted.customer().ifPresent(this::requireCustomer);
    return issued(
        Response.Status.CREATED,
        issueApiKey.issue(
            caller.caller(), wanted, key(request, "create_api_key", body), audit(why)));
  }

  /** The keys, without their secrets. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listApiKeys", summary = "List the API keys, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(schema = @Schema(implementation = ApiKeyPage.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  public ApiKeyPage list(@BeanParam PageQuery query) {
    Page<ApiKey> page = query.read(part -> keys.list(caller.tenant(), part));
    return ApiKeyPage.from(
        new Page<>(
            page.data().stream().filter(this::isMine).map(ApiKeyBody::from).toList(), page.next()));
  }

  /** Gives a key a new secret. */
  @POST
  @Path("/{id}/rotate")
  @RolesAllowed("admin")
  @Operation(
      operationId = "rotateApiKey",
      summary = "Give a key a new secret; the old one goes on working for the overlap")
  @RequestBody(
      required = false,
      content = @Content(schema = @Schema(implementation = RotationRequest.class)))
  @APIResponse(
      responseCode = "200",
      description = "The key with its new secret",
      content = @Content(schema = @Schema(implementation = ApiKeyBody.class)))
  @APIResponse(responseCode = "404", description = "`api_key_unknown`: also when it is revoked")
  @APIResponse(
      responseCode = "409",
      description = "`secret_already_shown`: the same request was done before")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response rotate(
      @PathParam("id") String id,
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @Nullable RotationRequest body) {
    Duration overlap = body == null ? IssueApiKey.OVERLAP_DEFAULT : body.toOverlap();
    requireMine(id);
    return issued(
        Response.Status.OK,
        issueApiKey.rotate(
            caller.caller(),
            id,
            overlap,
            key(request, "rotate_api_key", body),
            audit(why).as(Action.ROTATED)));
  }

  /** Ends a key. */
  @POST
  @Path("/{id}/revoke")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("admin")
  @Operation(
      operationId = "revokeApiKey",
      summary = "End a key, with all its secrets, at once; ending it again changes nothing")
  @APIResponse(
      responseCode = "200",
      description = "The ended key",
      content = @Content(schema = @Schema(implementation = ApiKeyBody.class)))
  @APIResponse(responseCode = "404", description = "`api_key_unknown`")
  public ApiKeyBody revoke(@PathParam("id") String id, @BeanParam StatedReason why) {
    requireMine(id);
    return keys.revoke(caller.tenant(), id, time.instant(), audit(why).as(Action.REVOKED))
        .map(ApiKeyBody::from)
        .orElseThrow(ApiKeyResource::unknown);
  }

  private Audit<ApiKey> audit(StatedReason why) {
    return why.audit(caller, "api_key", ApiKey::id, ApiKeyBody::from);
  }

  private static Response issued(Response.Status status, IssueApiKey.Result result) {
    return switch (result) {
      case IssueApiKey.Result.Issued(var key, var secret) ->
          Response.status(status).entity(ApiKeyBody.from(key, secret)).build();
      case IssueApiKey.Result.AlreadyShown() ->
          Problem.of(ProblemCode.SECRET_ALREADY_SHOWN).response();
      case IssueApiKey.Result.KeyReused() ->
          Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED).response();
      case IssueApiKey.Result.Unknown() -> throw unknown();
    };
  }

  private static Optional<ApiKeys.RequestKey> key(
      IdempotentRequest request, String operation, @Nullable Object body) {
    return request
        .key(body)
        .map((RequestKey key) -> new ApiKeys.RequestKey(operation, key.key(), key.content()));
  }

  private void requireCustomer(Key customer) {
    if (!caller.caller().mayActFor(customer)
        || customers.find(caller.tenant(), customer).isEmpty()) {
      throw new ProblemException(Problem.of(ProblemCode.CUSTOMER_UNKNOWN));
    }
  }

  private void requireMine(String id) {
    if (!ID.matcher(id).matches()
        || keys.find(caller.tenant(), id).filter(this::isMine).isEmpty()) {
      throw unknown();
    }
  }

  private boolean isMine(ApiKey key) {
    Optional<Key> bound = caller.caller().key().customer();
    return bound.isEmpty() || bound.equals(key.customer());
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.of(ProblemCode.API_KEY_UNKNOWN));
  }
}
