package dev.saldo.in.rest.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.application.wallet.VoidCustomerGrant;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.VoidOutcome;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
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
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes grants back. */
@Path("/customers")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Wallets")
public class GrantVoidResource {
  private final VoidCustomerGrant voidCustomerGrant;
  private final RequestCaller caller;

  @Inject
  public GrantVoidResource(VoidCustomerGrant voidCustomerGrant, RequestCaller caller) {
    this.voidCustomerGrant = voidCustomerGrant;
    this.caller = caller;
  }

  /** Voids what is left. */
  @POST
  @Path("/{key}/grants/{id}/void")
  @RolesAllowed("admin")
  @Operation(
      operationId = "voidGrant",
      summary = "Take back what is left of a grant",
      description =
          "Takes only what is neither held nor spent; what an open authorization gives back later "
              + "can be taken by voiding again. A scheduled grant is taken back whole, and repays "
              + "no debt.")
  @APIResponse(
      responseCode = "200",
      description = "What was left is taken back",
      content = @Content(schema = @Schema(implementation = GrantVoidBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`, `grant_unknown`")
  @APIResponse(responseCode = "409", description = "`nothing_to_void`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response voidGrant(
      @PathParam("key") String key,
      @PathParam("id") String id,
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull ReasonRequest body) {
    Key customer = CustomerPath.key(key);
    Author author = why.author(caller).because(Optional.of(body.reason()));
    VoidCustomerGrant.Request wanted = new VoidCustomerGrant.Request(grantId(id), body.reason());
    return switch (voidCustomerGrant.voidGrant(
        caller.caller(), customer, wanted, request.key(body), audit(author))) {
      case VoidCustomerGrant.Result.Voided(VoidOutcome.Voided voided, boolean replayed) ->
          WalletAnswers.done(Response.ok(GrantVoidBody.from(voided)), voided.standing(), replayed);
      case VoidCustomerGrant.Result.NothingToVoid() ->
          Problem.of(ProblemCode.NOTHING_TO_VOID).response();
      case VoidCustomerGrant.Result.GrantUnknown() -> throw grantUnknown();
      case VoidCustomerGrant.Result.CustomerUnknown() -> throw CallProblems.customerUnknown();
      case VoidCustomerGrant.Result.KeyReused() -> throw CallProblems.keyReused();
    };
  }

  private static Audit<Grant> audit(Author author) {
    return Audit.of(
        author,
        "grant",
        grant -> grant.id().toString(),
        grant -> StatedReason.document(GrantBody.from(grant, ZoneOffset.UTC)));
  }

  /** The id of a path; one that Saldo did not write is as unknown as any other. */
  private static GrantId grantId(String text) {
    try {
      return GrantId.parse(text);
    } catch (InvalidValueException _) {
      throw grantUnknown();
    }
  }

  private static ProblemException grantUnknown() {
    return new ProblemException(Problem.of(ProblemCode.GRANT_UNKNOWN));
  }
}
