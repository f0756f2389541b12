package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ReadPastBalance;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.application.wallet.WalletRecords;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.PageQuery;
import dev.saldo.in.rest.wire.Resource;
import dev.saldo.in.rest.wire.WireText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is in a customer's wallet, and how it came there. */
@Path("/customers")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Wallets")
public class WalletResource {
  private final ReadWallet readWallet;
  private final ReadPastBalance readPastBalance;
  private final WalletRecords records;
  private final RequestCaller caller;

  @Inject
  public WalletResource(
      ReadWallet readWallet,
      ReadPastBalance readPastBalance,
      WalletRecords records,
      RequestCaller caller) {
    this.readWallet = readWallet;
    this.readPastBalance = readPastBalance;
    this.records = records;
    this.caller = caller;
  }

  /** The balance. */
  @GET
  @Path("/{key}/wallet")
  @RolesAllowed("read")
  @Operation(
      operationId = "getWallet",
      summary = "Show a customer's credits as they are now, or as they were",
      description =
          "With `at`, the balances once everything of that instant had happened, what was due by "
              + "then included.")
  @APIResponse(
      responseCode = "200",
      description = "The wallet",
      content = @Content(schema = @Schema(implementation = WalletBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "`invalid_request`: also for an instant that is still to come")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  @APIResponse(
      responseCode = "410",
      description = "`history_gone`: the entries of that time were dropped, `since` is known")
  public WalletBody wallet(
      @PathParam("key") String key,
      @Parameter(
              description = "A past instant; left out: now",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @QueryParam("at")
          @Nullable String at) {
    return Reading.optional("at", at, WireText::time)
        .map(OffsetDateTime::toInstant)
        .map(instant -> past(key, instant))
        .orElseGet(() -> WalletBody.from(view(key).wallet()));
  }

  private WalletBody past(String key, Instant at) {
    return switch (readPastBalance.read(caller.caller(), CustomerPath.key(key), at)) {
      case ReadPastBalance.Result.Known known -> WalletBody.from(known);
      case ReadPastBalance.Result.HistoryGone gone -> throw CallProblems.historyGone(gone);
      case ReadPastBalance.Result.InTheFuture() ->
          throw Reading.invalid("at", "not_future", "rule.not_future");
      case ReadPastBalance.Result.CustomerUnknown() -> throw CallProblems.customerUnknown();
    };
  }

  /** What came in. */
  @GET
  @Path("/{key}/grants")
  @RolesAllowed("read")
  @Operation(operationId = "listGrants", summary = "List a customer's grants, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page; every grant is shown as it is now",
      content = @Content(schema = @Schema(implementation = GrantPage.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public GrantPage grants(@PathParam("key") String key, @BeanParam PageQuery page) {
    ReadWallet.View view = view(key);
    ZoneId zone = view.wallet().wallet().zone();
    return GrantPage.from(
        page.read(
            part -> {
              var stored = records.grants(caller.tenant(), view.customer().wallet(), part);
              return new GrantsNow(view.wallet())
                  .of(stored, part)
                  .map((Grant grant) -> GrantBody.from(grant, zone));
            }));
  }

  /** Every movement. */
  @GET
  @Path("/{key}/entries")
  @RolesAllowed("read")
  @Operation(
      operationId = "listEntries",
      summary = "List the lines of a customer's ledger, the last one first")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(schema = @Schema(implementation = EntryPage.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public EntryPage entries(@PathParam("key") String key, @BeanParam PageQuery page) {
    ReadWallet.View view = view(key);
    ZoneId zone = view.wallet().wallet().zone();
    return EntryPage.from(
        page.read(part -> records.entries(caller.tenant(), view.customer().wallet(), part))
            .map(entry -> EntryBody.from(entry, zone)));
  }

  private ReadWallet.View view(String key) {
    return readWallet
        .read(caller.caller(), CustomerPath.key(key))
        .orElseThrow(CallProblems::customerUnknown);
  }
}
