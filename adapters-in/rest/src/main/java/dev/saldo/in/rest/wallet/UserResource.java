package dev.saldo.in.rest.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.application.wallet.User;
import dev.saldo.application.wallet.Users;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The users of a customer that were given a profile or groups. Others need not be stored. */
@Path("/customers")
@Resource
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class UserResource {
  private final Users users;
  private final ReadWallet readWallet;
  private final Catalog catalog;
  private final Clock clock;
  private final RequestCaller caller;

  @Inject
  public UserResource(
      Users users, ReadWallet readWallet, Catalog catalog, Clock clock, RequestCaller caller) {
    this.users = users;
    this.readWallet = readWallet;
    this.catalog = catalog;
    this.clock = clock;
    this.caller = caller;
  }

  /** Adds or replaces. */
  @PUT
  @Path("/{key}/users/{user}")
  @RolesAllowed("admin")
  @Operation(operationId = "putUser", summary = "Give a user of a customer a profile and groups")
  @APIResponse(
      responseCode = "200",
      description = "The user is stored",
      content = @Content(schema = @Schema(implementation = UserBody.class)))
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public UserBody put(
      @PathParam("key") String key,
      @PathParam("user") String user,
      @BeanParam StatedReason why,
      @Valid @NotNull UserRequest body) {
    User wanted = body.toCommand(Reading.value("user", user, Key::new), clock.now(caller.tenant()));
    ReadWallet.View view = view(key);
    if (!catalog.refresh(caller.tenant()).profiles().contains(wanted.profile())) {
      throw Reading.invalid("profile", "unknown", "rule.unknown_profile");
    }
    User stored = users.put(caller.tenant(), wallet(view), wanted, audit(why, view));
    return UserBody.from(stored, view.wallet().wallet().zone());
  }

  /** One stored user. */
  @GET
  @Path("/{key}/users/{user}")
  @RolesAllowed("read")
  @Operation(operationId = "getUser", summary = "Show a stored user of a customer")
  @APIResponse(
      responseCode = "200",
      description = "The user",
      content = @Content(schema = @Schema(implementation = UserBody.class)))
  @APIResponse(
      responseCode = "404",
      description = "`customer_unknown`; `user_unknown`: never stored, so of profile `user`")
  public UserBody get(@PathParam("key") String key, @PathParam("user") String user) {
    ReadWallet.View view = view(key);
    return users
        .find(caller.tenant(), wallet(view), userKey(user))
        .map(found -> UserBody.from(found, view.wallet().wallet().zone()))
        .orElseThrow(UserResource::userUnknown);
  }

  /** Forgets profile and groups. */
  @DELETE
  @Path("/{key}/users/{user}")
  @RolesAllowed("admin")
  @Operation(
      operationId = "deleteUser",
      summary = "Forget a user's profile and groups; what the user used stays")
  @APIResponse(responseCode = "204", description = "The user is no longer stored")
  @APIResponse(responseCode = "404", description = "`customer_unknown`, `user_unknown`")
  public void delete(
      @PathParam("key") String key, @PathParam("user") String user, @BeanParam StatedReason why) {
    ReadWallet.View view = view(key);
    if (!users.remove(caller.tenant(), wallet(view), userKey(user), audit(why, view))) {
      throw userUnknown();
    }
  }

  private Audit<User> audit(StatedReason why, ReadWallet.View view) {
    ZoneId zone = view.wallet().wallet().zone();
    return why.audit(
        caller,
        "user",
        user -> view.customer().key() + "/" + user.key(),
        user -> UserBody.from(user, zone));
  }

  private ReadWallet.View view(String key) {
    return readWallet
        .read(caller.caller(), CustomerPath.key(key))
        .orElseThrow(CallProblems::customerUnknown);
  }

  private static WalletId wallet(ReadWallet.View view) {
    return view.customer().wallet();
  }

  private static Key userKey(String text) {
    try {
      return new Key(text);
    } catch (InvalidValueException _) {
      throw userUnknown();
    }
  }

  private static ProblemException userUnknown() {
    return new ProblemException(Problem.of(ProblemCode.USER_UNKNOWN));
  }
}
