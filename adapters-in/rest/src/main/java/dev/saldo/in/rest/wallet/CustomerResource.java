package dev.saldo.in.rest.wallet;

import dev.saldo.application.Page;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.Customers;
import dev.saldo.application.wallet.PutCustomer;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.Slug;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.PageQuery;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Customers: who they are and which plan they are on. */
@Path("/customers")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class CustomerResource {
  private static final int QUERY_LENGTH_MAX = 200;

  private final PutCustomer putCustomer;
  private final ReadWallet readWallet;
  private final Customers customers;
  private final RequestCaller caller;

  @Inject
  public CustomerResource(
      PutCustomer putCustomer, ReadWallet readWallet, Customers customers, RequestCaller caller) {
    this.putCustomer = putCustomer;
    this.readWallet = readWallet;
    this.customers = customers;
    this.caller = caller;
  }

  /** Adds a customer, or makes one that exists as it is wanted. */
  @PUT
  @Path("/{key}")
  @RolesAllowed("admin")
  @Operation(
      operationId = "putCustomer",
      summary = "Add a customer and open its wallet, or change it",
      description = "What the body leaves out is emptied, except plan, time zone and cycle anchor.")
  @APIResponse(
      responseCode = "200",
      description = "The customer is changed",
      content = @Content(schema = @Schema(implementation = CustomerBody.class)))
  @APIResponse(
      responseCode = "201",
      description = "The customer is added",
      content = @Content(schema = @Schema(implementation = CustomerBody.class)))
  @APIResponse(
      responseCode = "404",
      description = "`customer_unknown`: the key is bound to another customer")
  public Response put(
      @PathParam("key") String key,
      @BeanParam StatedReason why,
      @Valid @NotNull CustomerRequest body) {
    Key customer = Reading.value("key", key, Key::new);
    requireMine(customer);
    return stored(customer, body.toCommand(), why);
  }

  /** Replaces what is given. */
  @PATCH
  @Path("/{key}")
  @RolesAllowed("admin")
  @Operation(
      operationId = "patchCustomer",
      summary = "Change a customer: what is given is replaced, the rest stays")
  @APIResponse(
      responseCode = "200",
      description = "The customer is changed",
      content = @Content(schema = @Schema(implementation = CustomerBody.class)))
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public Response patch(
      @PathParam("key") String key,
      @BeanParam StatedReason why,
      @Valid @NotNull CustomerRequest body) {
    Key customer = CustomerPath.key(key);
    return stored(customer, body.toCommand(view(customer).customer()), why);
  }

  /** One customer. */
  @GET
  @Path("/{key}")
  @RolesAllowed("read")
  @Operation(operationId = "getCustomer", summary = "Show a customer")
  @APIResponse(
      responseCode = "200",
      description = "The customer",
      content = @Content(schema = @Schema(implementation = CustomerBody.class)))
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public CustomerBody get(@PathParam("key") String key) {
    return CustomerBody.from(view(CustomerPath.key(key)));
  }

  /** All customers; for a key that is bound to one, that one. */
  @GET
  @RolesAllowed("read")
  @Operation(operationId = "listCustomers", summary = "List customers, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(schema = @Schema(implementation = CustomerPage.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  public CustomerPage list(
      @Parameter(
              description = "A part of key or name, in any case",
              schema = @Schema(maxLength = QUERY_LENGTH_MAX))
          @QueryParam("query")
          @Nullable String query,
      @Parameter(description = "Slug of the plan they are on") @QueryParam("plan")
          @Nullable String plan,
      @BeanParam PageQuery page) {
    Optional<String> onPlan = Reading.optional("plan", plan, Slug::of);
    return CustomerPage.from(
        caller
            .caller()
            .key()
            .customer()
            .map(this::only)
            .orElseGet(
                () ->
                    page.read(
                        part ->
                            all(
                                customers.list(
                                    caller.tenant(),
                                    Reading.optional("query", query, CustomerResource::query),
                                    onPlan,
                                    part)))));
  }

  private Page<CustomerBody> all(Page<Customer> page) {
    List<CustomerBody> shown =
        page.data().stream().flatMap(customer -> shown(customer.key())).toList();
    return new Page<>(shown, page.next());
  }

  private Page<CustomerBody> only(Key bound) {
    return new Page<>(shown(bound).toList(), Optional.empty());
  }

  private Stream<CustomerBody> shown(Key customer) {
    return readWallet.read(caller.caller(), customer).map(CustomerBody::from).stream();
  }

  private static String query(String text) {
    InvalidValueException.require(
        text.length() <= QUERY_LENGTH_MAX, "must be at most " + QUERY_LENGTH_MAX + " characters");
    InvalidValueException.require(text.indexOf('\0') < 0, "must not contain the NUL character");
    return text;
  }

  private Response stored(Key customer, PutCustomer.Request request, StatedReason why) {
    Audit<ReadWallet.View> audit =
        why.audit(caller, "customer", _ -> customer.value(), CustomerBody::from);
    return switch (putCustomer.put(caller.caller(), customer, request, audit)) {
      case PutCustomer.Result.Stored(var _, boolean created) ->
          Response.status(created ? Response.Status.CREATED : Response.Status.OK)
              .entity(CustomerBody.from(view(customer)))
              .build();
      case PutCustomer.Result.PlanUnknown() ->
          throw Reading.invalid("plan", "unknown", "rule.unknown_plan");
    };
  }

  private ReadWallet.View view(Key customer) {
    return readWallet.read(caller.caller(), customer).orElseThrow(CallProblems::customerUnknown);
  }

  private void requireMine(Key customer) {
    if (!caller.caller().mayActFor(customer)) {
      throw CallProblems.customerUnknown();
    }
  }
}
