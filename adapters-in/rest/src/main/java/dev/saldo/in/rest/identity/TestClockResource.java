package dev.saldo.in.rest.identity;

import dev.saldo.application.Clock;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.identity.MoveTestClock;
import dev.saldo.application.identity.TestClocks;
import dev.saldo.application.wallet.RequestKey;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.IdempotentRequest;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The time of a test tenant, which its administrator moves. */
@Path("/test-clock")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Test clock")
public class TestClockResource {
  private final MoveTestClock moveTestClock;
  private final TestClocks clocks;
  private final Clock clock;
  private final RequestCaller caller;

  @Inject
  public TestClockResource(
      MoveTestClock moveTestClock, TestClocks clocks, Clock clock, RequestCaller caller) {
    this.moveTestClock = moveTestClock;
    this.clocks = clocks;
    this.clock = clock;
    this.caller = caller;
  }

  /** What time it is. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "getTestClock", summary = "Show the time of a test tenant")
  @APIResponse(
      responseCode = "200",
      description = "The time",
      content = @Content(schema = @Schema(implementation = TestClockBody.class)))
  @APIResponse(responseCode = "404", description = "`test_clock_unknown`: the tenant is live")
  public TestClockBody get() {
    if (!caller.caller().tenant().test()) {
      throw unknown();
    }
    return clocks
        .find(caller.tenant())
        .map(at -> TestClockBody.at(at, true))
        .orElseGet(() -> TestClockBody.at(clock.now(caller.tenant()), false));
  }

  /** Sets or advances. */
  @POST
  @RolesAllowed("admin")
  @Operation(
      operationId = "moveTestClock",
      summary = "Move the time of a test tenant forward",
      description =
          "From the first move on, the tenant's time stands still until the next. Cycles, windows, "
              + "holds, grants and prices follow it; the expiry of API keys does not.")
  @APIResponse(
      responseCode = "200",
      description = "The time from now on",
      content = @Content(schema = @Schema(implementation = TestClockBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(responseCode = "404", description = "`test_clock_unknown`: the tenant is live")
  @APIResponse(responseCode = "409", description = "`clock_backwards`")
  @APIResponse(responseCode = "422", description = "`idempotency_key_reused`")
  public Response move(
      @BeanParam IdempotentRequest request,
      @BeanParam StatedReason why,
      @Valid @NotNull TestClockRequest body) {
    Optional<TestClocks.RequestKey> key =
        request
            .key(body)
            .map((RequestKey given) -> new TestClocks.RequestKey(given.key(), given.content()));
    Audit<Instant> audit =
        why.audit(
            caller,
            "test_clock",
            _ -> caller.caller().tenant().slug(),
            at -> TestClockBody.at(at, true));
    return switch (moveTestClock.move(caller.caller(), body.toMove(), key, audit)) {
      case MoveTestClock.Result.Standing(var at, boolean replayed) ->
          IdempotentRequest.replayed(Response.ok(TestClockBody.at(at, true)), replayed).build();
      case MoveTestClock.Result.LiveTenant() -> throw unknown();
      case MoveTestClock.Result.Backwards(var now) ->
          Problem.of(ProblemCode.CLOCK_BACKWARDS)
              .with("now", now.toString())
              .member("now", TestClockBody.at(now, true).now())
              .response();
      case MoveTestClock.Result.TooFar() ->
          throw Reading.invalid(body.member(), "clock_step", "rule.clock_step");
      case MoveTestClock.Result.KeyReused() ->
          Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED).response();
    };
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.of(ProblemCode.TEST_CLOCK_UNKNOWN));
  }
}
