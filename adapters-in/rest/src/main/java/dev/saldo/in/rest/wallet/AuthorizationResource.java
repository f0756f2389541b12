package dev.saldo.in.rest.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.wallet.AuthorizeCall;
import dev.saldo.application.wallet.CallResult;
import dev.saldo.application.wallet.Customers;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.application.wallet.WalletOf;
import dev.saldo.application.wallet.WalletRecords;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.Reading;
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
import jakarta.ws.rs.QueryParam;
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

/** Asks whether calls may run, and shows what is set aside for them. */
@Path("/authorizations")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class AuthorizationResource {
  private final AuthorizeCall authorizeCall;
  private final WalletRecords records;
  private final Customers customers;
  private final Clock clock;
  private final RequestCaller caller;

  @Inject
  public AuthorizationResource(
      AuthorizeCall authorizeCall,
      WalletRecords records,
      Customers customers,
      Clock clock,
      RequestCaller caller) {
    this.authorizeCall = authorizeCall;
    this.records = records;
    this.customers = customers;
    this.clock = clock;
    this.caller = caller;
  }

  /** Decides, and sets the credits aside. */
  @POST
  @RolesAllowed("decide")
  @Operation(
      operationId = "authorizeCall",
      summary = "Ask whether a call may run, and hold its credits if it may",
      description =
          "Open authorizations end by themselves at `expires_at`. Settle one with what the call "
              + "used, or release it. Where the setting `auto_create_customers` names a plan, the "
              + "first call of an unknown customer opens it on that plan, with its allowance, also "
              + "when the call is then refused; a feature that is unknown opens nobody.")
  @APIResponse(
      responseCode = "201",
      description = "The call may run; its credits are held",
      content = @Content(schema = @Schema(implementation = AuthorizationBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request`, `malformed_json`, `estimate_required`")
  @APIResponse(
      responseCode = "402",
      description = "`insufficient_credits`",
      content = @Content(schema = @Schema(implementation = RefusalBody.class)))
  @APIResponse(
      responseCode = "403",
      description =
          "`scope_missing`, `context_forbidden`; with the members of a refusal: "
              + "`feature_not_in_plan`, `model_not_allowed`, `customer_suspended`, "
              + "`tenant_suspended`, `margin_below_floor`, `wallet_frozen`",
      content = @Content(schema = @Schema(implementation = RefusalBody.class)))
  @APIResponse(
      responseCode = "404",
      description =
          "`customer_unknown`, `parent_unknown`; with the members of a refusal: `feature_unknown`",
      content = @Content(schema = @Schema(implementation = RefusalBody.class)))
  @APIResponse(
      responseCode = "409",
      description =
          "Of `parent`: `already_settled`, `already_released`, `already_expired`, "
              + "`parent_is_child`")
  @APIResponse(
      responseCode = "422",
      description = "`idempotency_key_reused`; with the members of a refusal: `price_missing`",
      content = @Content(schema = @Schema(implementation = RefusalBody.class)))
  @APIResponse(
      responseCode = "429",
      description =
          "`daily_limit`, `monthly_limit`, `limit_reached`, `rate_limit`, `concurrency_limit`; "
              + "`Retry-After` says when to ask again",
      content = @Content(schema = @Schema(implementation = RefusalBody.class)))
  @APIResponse(
      responseCode = "503",
      description =
          "`unavailable`; with the members of a refusal: `no_provider_available`; `Retry-After` "
              + "says when to ask again",
      content = @Content(schema = @Schema(implementation = RefusalBody.class)))
  public Response authorize(
      @BeanParam IdempotentRequest request, @Valid @NotNull AuthorizationRequest body) {
    CallResult result =
        authorizeCall.authorize(
            caller.caller(), body.toCommand(), request.key(body), opening(body.customer()));
    return switch (result) {
      case CallResult.Held(AuthorizeOutcome.Held held, boolean replayed) ->
          held(body.customer(), held, replayed);
      case CallResult.Refused refused -> refused(refused);
      case CallResult.CustomerUnknown() -> throw CallProblems.customerUnknown();
      case CallResult.NobodyOpened nobody -> throw CallProblems.nobodyOpened(nobody);
      case CallResult.ContextForbidden forbidden -> throw CallProblems.forbidden(forbidden);
      case CallResult.ParentRefused refused -> throw CallProblems.parentRefused(refused);
      case CallResult.EstimateRequired() -> throw CallProblems.estimateRequired();
      case CallResult.KeyReused() -> throw CallProblems.keyReused();
    };
  }

  /** How it is told that a call opens its customer: nobody states a reason for that. */
  private Audit<ReadWallet.View> opening(String customer) {
    return new StatedReason().audit(caller, "customer", _ -> customer, CustomerBody::from);
  }

  /** One authorization, as it is now. */
  @GET
  @Path("/{id}")
  @RolesAllowed("read")
  @Operation(operationId = "getAuthorization", summary = "Show an authorization")
  @APIResponse(
      responseCode = "200",
      description = "The authorization as it is now",
      content = @Content(schema = @Schema(implementation = AuthorizationBody.class)))
  @APIResponse(responseCode = "404", description = "`authorization_unknown`")
  public AuthorizationBody get(@PathParam("id") String id) {
    Caller asking = caller.caller();
    HoldId hold = holdId(id);
    if (!WalletOf.mayTouch(customers, asking, hold.wallet())) {
      throw CallProblems.authorizationUnknown();
    }
    return records
        .hold(caller.tenant(), hold)
        .map(found -> AuthorizationBody.from(found, clock.now(caller.tenant())))
        .orElseThrow(CallProblems::authorizationUnknown);
  }

  /** Authorizations of one customer or of all. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listAuthorizations", summary = "List authorizations, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(schema = @Schema(implementation = AuthorizationPage.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public AuthorizationPage list(
      @Parameter(description = "Key of the customer; left out for all") @QueryParam("customer")
          @Nullable String customer,
      @Parameter(
              description = "Only those of this state",
              schema = @Schema(enumeration = {"held", "settled", "released", "expired"}))
          @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "Only the children of this authorization") @QueryParam("parent")
          @Nullable String parent,
      @BeanParam PageQuery page) {
    Optional<HoldId> run = Reading.optional("parent", parent, HoldId::parse);
    Optional<Hold.State> wanted =
        Optional.ofNullable(state).map(text -> Reading.choice("state", text, Hold.State.class));
    Optional<WalletId> wallet =
        Optional.ofNullable(customer)
            .map(CustomerPath::key)
            .or(() -> caller.caller().key().customer())
            .map(this::walletOf);
    return AuthorizationPage.from(
        page.read(part -> records.holds(caller.tenant(), wallet, run, wanted, part)),
        clock.now(caller.tenant()));
  }

  private WalletId walletOf(Key customer) {
    return WalletOf.customer(customers, caller.caller(), customer)
        .orElseThrow(CallProblems::customerUnknown);
  }

  private static Response held(String customer, AuthorizeOutcome.Held held, boolean replayed) {
    Response.ResponseBuilder answer =
        Response.status(Response.Status.CREATED).entity(AuthorizationBody.from(customer, held));
    answer.header(
        DecisionHeaders.DECISION,
        new DecisionId(held.id().wallet(), held.id().number()).toString());
    DecisionHeaders.balance(answer, held.standing());
    DecisionHeaders.limits(answer, held.limits(), held.hold().createdAt());
    return IdempotentRequest.replayed(answer, replayed).build();
  }

  private static Response refused(CallResult.Refused result) {
    AuthorizeOutcome.Refused refused = result.refused();
    Response.ResponseBuilder answer = Response.fromResponse(RefusalBody.problem(result).response());
    answer.header(DecisionHeaders.DECISION, refused.decision().toString());
    DecisionHeaders.balance(answer, refused.standing());
    return DecisionHeaders.limits(answer, refused.limits(), refused.at()).build();
  }

  /** The id of a path; one that Saldo did not write is as unknown as any other. */
  static HoldId holdId(String text) {
    try {
      return HoldId.parse(text);
    } catch (InvalidValueException _) {
      throw CallProblems.authorizationUnknown();
    }
  }
}
