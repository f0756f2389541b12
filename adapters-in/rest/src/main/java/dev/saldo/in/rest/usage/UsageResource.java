package dev.saldo.in.rest.usage;

import dev.saldo.application.usage.Usage;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.domain.Key;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wallet.CallProblems;
import dev.saldo.in.rest.wallet.CustomerPath;
import dev.saldo.in.rest.wire.Resource;
import dev.saldo.in.rest.wire.WireText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What customers used. */
@Path("/customers")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Usage")
public class UsageResource {
  private static final int DAYS_MAX = 366;

  private final Usage usage;
  private final ReadWallet readWallet;
  private final RequestCaller caller;

  @Inject
  public UsageResource(Usage usage, ReadWallet readWallet, RequestCaller caller) {
    this.usage = usage;
    this.readWallet = readWallet;
    this.caller = caller;
  }

  /** Totals of a period of local days. */
  @GET
  @Path("/{key}/usage")
  @RolesAllowed("read")
  @Operation(
      operationId = "getUsage",
      summary = "Show what a customer used, by feature, model and day")
  @APIResponse(
      responseCode = "200",
      description = "The totals of the period",
      content = @Content(schema = @Schema(implementation = UsageReportBody.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`")
  @APIResponse(responseCode = "404", description = "`customer_unknown`")
  public UsageReportBody usage(
      @PathParam("key") String key,
      @Parameter(description = "Key of a user; left out for all users") @QueryParam("user")
          @Nullable String user,
      @Parameter(
              description = "The first local day; left out: that of the current cycle",
              schema = @Schema(type = SchemaType.STRING, format = "date"))
          @QueryParam("from")
          @Nullable String from,
      @Parameter(
              description =
                  "The local day before which the period ends, at most 366 days later; left out: "
                      + "the end of the current cycle",
              schema = @Schema(type = SchemaType.STRING, format = "date"))
          @QueryParam("to")
          @Nullable String to) {
    Wallet wallet =
        readWallet
            .read(caller.caller(), CustomerPath.key(key))
            .orElseThrow(CallProblems::customerUnknown)
            .wallet()
            .wallet();
    LocalDate first =
        Reading.optional("from", from, WireText::day)
            .orElseGet(() -> LocalDate.ofInstant(wallet.cycle().start(), wallet.zone()));
    LocalDate end =
        Reading.optional("to", to, WireText::day)
            .orElseGet(
                () ->
                    LocalDate.ofInstant(wallet.cycle().end().minusNanos(1), wallet.zone())
                        .plusDays(1));
    requirePeriod(first, end);
    return UsageReportBody.from(
        first,
        end,
        usage.totals(
            caller.tenant(),
            wallet.id(),
            Reading.optional("user", user, Key::new).map(Key::value),
            first,
            end),
        wallet.zone());
  }

  private static void requirePeriod(LocalDate first, LocalDate end) {
    if (!end.isAfter(first)) {
      throw Reading.invalid("to", "after_start", "rule.after_start");
    }
    if (ChronoUnit.DAYS.between(first, end) > DAYS_MAX) {
      throw Reading.invalid("to", "period", "rule.period");
    }
  }
}
