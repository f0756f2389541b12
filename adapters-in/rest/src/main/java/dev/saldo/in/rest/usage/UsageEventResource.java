package dev.saldo.in.rest.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.application.wallet.ReportUsage;
import dev.saldo.application.wallet.UsageReport;
import dev.saldo.domain.Key;
import dev.saldo.domain.wallet.UsageEvent;
import dev.saldo.domain.wallet.UsageOutcome;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.FieldFault;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.Texts;
import dev.saldo.in.rest.usage.UsageEventReader.Item;
import dev.saldo.in.rest.wallet.CustomerBody;
import dev.saldo.in.rest.wallet.RefusalBody;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes reports of usage for which nothing was authorized. */
@Path("/usage-events")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Usage")
public class UsageEventResource {
  private final ReportUsage reportUsage;
  private final RequestCaller caller;
  private final UsageEventReader reader;

  @Inject
  public UsageEventResource(ReportUsage reportUsage, RequestCaller caller, Validator validator) {
    this.reportUsage = reportUsage;
    this.caller = caller;
    this.reader = new UsageEventReader(validator);
  }

  /** Charges each event by itself. */
  @POST
  @Consumes({
    MediaType.APPLICATION_JSON,
    UsageEventReader.CLOUD_EVENT,
    UsageEventReader.CLOUD_EVENTS
  })
  @RolesAllowed("ingest")
  @Operation(
      operationId = "reportUsage",
      summary = "Charge usage for which nothing was authorized",
      description =
          "At most 1,000 events, as an array, alone, or as CloudEvents. Each is charged by itself, "
              + "with the prices of its own time, and answered in its place; one that is rejected "
              + "never spoils the others. An event is known by `source` and `id`: reported again, "
              + "it is not charged again and gets the first answer.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema =
                @Schema(
                    type = SchemaType.ARRAY,
                    implementation = UsageEventBody.class,
                    maxItems = ReportUsage.EVENTS_MAX,
                    description = "One event alone may stand without the array")),
        @Content(
            mediaType = UsageEventReader.CLOUD_EVENT,
            schema = @Schema(implementation = CloudEventBody.class)),
        @Content(
            mediaType = UsageEventReader.CLOUD_EVENTS,
            schema =
                @Schema(
                    type = SchemaType.ARRAY,
                    implementation = CloudEventBody.class,
                    maxItems = ReportUsage.EVENTS_MAX))
      })
  @APIResponse(
      responseCode = "200",
      description = "What became of each event",
      content = @Content(schema = @Schema(implementation = UsageEventResults.class)))
  @APIResponse(responseCode = "400", description = "`invalid_request`, `malformed_json`")
  @APIResponse(
      responseCode = "413",
      description = "`body_too_large`, also when there are too many events")
  public Response report(@Context HttpHeaders headers, @NotNull JsonNode body) {
    List<Item> items = reader.read(body, headers.getMediaType());
    List<UsageReport> reports = new ArrayList<>();
    for (Item item : items) {
      if (item instanceof Item.Read(UsageReport report)) {
        reports.add(report);
      }
    }
    Iterator<ReportUsage.Result> results =
        reportUsage.report(caller.caller(), reports, this::opening).iterator();
    Texts texts = Texts.of(headers.getAcceptableLanguages());
    List<UsageEventResultBody> told = new ArrayList<>(items.size());
    for (Item item : items) {
      told.add(
          switch (item) {
            case Item.Read(UsageReport report) -> result(report.name(), results.next(), texts);
            case Item.Faulty(var id, var source, Problem problem) ->
                UsageEventResultBody.rejected(id, source, problem, texts);
          });
    }
    return Response.ok(new UsageEventResults(told))
        .header(HttpHeaders.CONTENT_LANGUAGE, texts.language().toLanguageTag())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .build();
  }

  /** How it is told that usage opens its customer. */
  private Audit<ReadWallet.View> opening(Key customer) {
    return new StatedReason().audit(caller, "customer", _ -> customer.value(), CustomerBody::from);
  }

  private static UsageEventResultBody result(
      UsageEvent.Name name, ReportUsage.Result result, Texts texts) {
    return switch (result) {
      case ReportUsage.Result.Answered(UsageOutcome.Charged charged, boolean repeated) ->
          UsageEventResultBody.charged(name, charged, repeated);
      case ReportUsage.Result.Answered(UsageOutcome.OutsideTime refused, boolean _) ->
          rejected(name, outsideTime(refused), texts);
      case ReportUsage.Result.Answered(UsageOutcome.NoRoute(var reason), boolean _) ->
          rejected(name, Problem.of(RefusalBody.code(reason)), texts);
      case ReportUsage.Result.NameReused() ->
          rejected(name, Problem.of(ProblemCode.EVENT_ID_REUSED), texts);
      case ReportUsage.Result.CustomerUnknown() ->
          rejected(name, Problem.of(ProblemCode.CUSTOMER_UNKNOWN), texts);
    };
  }

  private static UsageEventResultBody rejected(UsageEvent.Name name, Problem problem, Texts texts) {
    return UsageEventResultBody.rejected(
        Optional.of(name.id()), Optional.of(name.source()), problem, texts);
  }

  private static Problem outsideTime(UsageOutcome.OutsideTime refused) {
    Map<String, String> range =
        Map.of("from", refused.from().toString(), "to", refused.to().toString());
    return Problem.of(ProblemCode.EVENT_TIME_REFUSED)
        .with("from", refused.from().toString())
        .with("to", refused.to().toString())
        .faulty(new FieldFault("time", "range", "rule.event_time", range));
  }
}
