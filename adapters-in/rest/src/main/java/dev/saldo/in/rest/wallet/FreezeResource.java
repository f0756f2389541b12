package dev.saldo.in.rest.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.wallet.FreezeWallet;
import dev.saldo.application.wallet.RequestKey;
import dev.saldo.domain.wallet.FreezeOutcome;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.wire.IdempotentRequest;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Freezes wallets, and ends that. */
@Path("/customers")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Wallets")
public class FreezeResource {
  private final FreezeWallet freezeWallet;
  private final RequestCaller caller;

  @Inject
  public FreezeResource(FreezeWallet freezeWallet, RequestCaller caller) {
    this.freezeWallet = freezeWallet;
    this.caller = caller;
  }

  /** Ends new authorizations. */
  @POST
  @Path("/{key}/freeze")
  @RolesAllowed("admin")
  @Operation(
      operationId = "freezeWallet",
      summary = "Freeze a customer's wallet: no new calls are authorized",
      description =
          "Calls are refused with `wallet_frozen` until the wallet is unfrozen. What was authorized"
              + " before is settled and released as ever, credits come and go, and cycles turn. A"
              + " wallet that is frozen already stays so.")
  @APIResponse(
      responseCode = "200",
      description = "The wallet is frozen",
      content = @Content(schema = @Schema(implementation = WalletStateBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response freeze(
      @PathParam("key") String key,
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull ReasonRequest body) {
    return change(key, true, request.key(body), state(why, body));
  }

  /** Lets calls be authorized again. */
  @POST
  @Path("/{key}/unfreeze")
  @RolesAllowed("admin")
  @Operation(
      operationId = "unfreezeWallet",
      summary = "Unfreeze a customer's wallet: calls are authorized again",
      description = "A wallet that is not frozen stays as it is.")
  @APIResponse(
      responseCode = "200",
      description = "The wallet is active",
      content = @Content(schema = @Schema(implementation = WalletStateBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response unfreeze(
      @PathParam("key") String key,
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull ReasonRequest body) {
    return change(key, false, request.key(body), state(why, body));
  }

  private Response change(
      String key, boolean frozen, Optional<RequestKey> once, Audit<FreezeWallet.State> audit) {
    return WalletAnswers.of(
        freezeWallet.freeze(caller.caller(), CustomerPath.key(key), frozen, once, audit),
        CallProblems::customerUnknown,
        FreezeResource::changed);
  }

  private static Response changed(FreezeOutcome outcome, boolean replayed) {
    return switch (outcome) {
      case FreezeOutcome.Changed(boolean is, Standing standing, long _) ->
          state(is, standing, replayed);
      case FreezeOutcome.Unchanged(boolean is, Standing standing) -> state(is, standing, replayed);
    };
  }

  private Audit<FreezeWallet.State> state(StatedReason why, ReasonRequest body) {
    return Audit.of(
        why.author(caller).because(Optional.of(body.reason())),
        "wallet",
        state -> state.customer().value(),
        state -> Map.of("state", WalletStateBody.word(state.frozen())));
  }

  private static Response state(boolean frozen, Standing standing, boolean replayed) {
    return WalletAnswers.done(
        Response.ok(WalletStateBody.of(frozen, standing)), standing, replayed);
  }
}
