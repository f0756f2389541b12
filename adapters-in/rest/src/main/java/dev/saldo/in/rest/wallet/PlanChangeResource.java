package dev.saldo.in.rest.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.wallet.CancelScheduledPlan;
import dev.saldo.application.wallet.ChangeCustomerPlan;
import dev.saldo.application.wallet.CustomerPlanChange;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.domain.Key;
import dev.saldo.domain.wallet.CancelOutcome;
import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.IdempotentRequest;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Moves customers between plans and versions of plans. */
@Path("/customers")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class PlanChangeResource {
  private final ChangeCustomerPlan changePlan;
  private final CancelScheduledPlan cancelPlan;
  private final ReadWallet readWallet;
  private final RequestCaller caller;

  @Inject
  public PlanChangeResource(
      ChangeCustomerPlan changePlan,
      CancelScheduledPlan cancelPlan,
      ReadWallet readWallet,
      RequestCaller caller) {
    this.changePlan = changePlan;
    this.cancelPlan = cancelPlan;
    this.readWallet = readWallet;
    this.caller = caller;
  }

  /** Moves, schedules, or says what either would do. */
  @POST
  @Path("/{key}/plan-changes")
  @RolesAllowed("admin")
  @Operation(
      operationId = "changePlan",
      summary = "Move a customer to another plan, now or at the end of the cycle",
      description =
          "Now, the cycle keeps its bounds, and a larger allowance gives the difference for the "
              + "rest of it. One change can wait for the end of the cycle: another takes its "
              + "place. Another version of the same plan is a plan change too.")
  @APIResponse(
      responseCode = "200",
      description = "Of a preview: what would be",
      content = @Content(schema = @Schema(implementation = PlanChangeBody.class)))
  @APIResponse(
      responseCode = "201",
      description = "The customer is moved, or will be",
      content = @Content(schema = @Schema(implementation = PlanChangeBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request`: also for a plan or version that is not in the catalogue")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  @APIResponse(responseCode = "409", description = "`already_on_plan`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response change(
      @PathParam("key") String key,
      @Parameter(description = "`true` to be told what would be, and change nothing")
          @QueryParam("preview")
          @Nullable String preview,
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull PlanChangeRequest body) {
    Key customer = CustomerPath.key(key);
    boolean dry = Reading.optional("preview", preview, WireText::flag).orElse(false);
    ChangeCustomerPlan.Request wanted = body.toCommand();
    ChangeCustomerPlan.Result result =
        dry
            ? changePlan.preview(caller.caller(), customer, wanted)
            : changePlan.change(caller.caller(), customer, wanted, request.key(body), audit(why));
    return switch (result) {
      case ChangeCustomerPlan.Result.Answered(PlanChangeOutcome outcome, boolean replayed) ->
          IdempotentRequest.replayed(
                  answer(dry ? Response.Status.OK : Response.Status.CREATED, outcome), replayed)
              .build();
      case ChangeCustomerPlan.Result.CustomerUnknown() -> throw CallProblems.customerUnknown();
      case ChangeCustomerPlan.Result.PlanUnknown() ->
          throw Reading.invalid("plan", "unknown", "rule.unknown_plan");
      case ChangeCustomerPlan.Result.VersionUnknown() ->
          throw Reading.invalid("version", "unknown", "rule.unknown_plan_version");
      case ChangeCustomerPlan.Result.KeyReused() -> throw CallProblems.keyReused();
    };
  }

  /** What waits. */
  @GET
  @Path("/{key}/plan-changes")
  @RolesAllowed("read")
  @Operation(
      operationId = "listPlanChanges",
      summary = "Show the plan change that waits for the end of the cycle")
  @APIResponse(
      responseCode = "200",
      description = "One change, or none",
      content = @Content(schema = @Schema(implementation = PlanChangeList.class)))
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public PlanChangeList list(@PathParam("key") String key) {
    return readWallet
        .read(caller.caller(), CustomerPath.key(key))
        .map(view -> PlanChangeList.from(view.wallet().wallet()))
        .orElseThrow(CallProblems::customerUnknown);
  }

  /** Takes back what waits. */
  @DELETE
  @Path("/{key}/plan-changes/scheduled")
  @RolesAllowed("admin")
  @Operation(
      operationId = "cancelPlanChange",
      summary = "Cancel the plan change that waits for the end of the cycle")
  @APIResponse(responseCode = "204", description = "The customer stays on its plan")
  @APIResponse(responseCode = "404", description = "`customer_unknown`, `plan_change_unknown`")
  public Response cancel(@PathParam("key") String key, @BeanParam StatedReason why) {
    CancelOutcome outcome =
        cancelPlan
            .cancel(caller.caller(), CustomerPath.key(key), audit(why))
            .orElseThrow(CallProblems::customerUnknown);
    return switch (outcome) {
      case CancelOutcome.Cancelled _ -> Response.noContent().build();
      case CancelOutcome.NothingScheduled() ->
          throw new ProblemException(Problem.of(ProblemCode.PLAN_CHANGE_UNKNOWN));
    };
  }

  /** Told by customer; what waits was there before it is cancelled. */
  private Audit<CustomerPlanChange> audit(StatedReason why) {
    return why.audit(
        caller,
        "plan_change",
        told -> told.customer().value(),
        told -> PlanChangeBody.from(told.change(), told.zone()));
  }

  private static Response.ResponseBuilder answer(
      Response.Status status, PlanChangeOutcome outcome) {
    return switch (outcome) {
      case PlanChangeOutcome.Changed(PlanChange change, Standing standing, OptionalLong _) ->
          answer(status, change, standing);
      case PlanChangeOutcome.Scheduled(PlanChange change, Standing standing, OptionalLong _) ->
          answer(status, change, standing);
      case PlanChangeOutcome.AlreadyOnPlan() ->
          throw new ProblemException(Problem.of(ProblemCode.ALREADY_ON_PLAN));
    };
  }

  private static Response.ResponseBuilder answer(
      Response.Status status, PlanChange change, Standing standing) {
    return DecisionHeaders.balance(
        Response.status(status).entity(PlanChangeBody.from(change, standing.zone())), standing);
  }
}
