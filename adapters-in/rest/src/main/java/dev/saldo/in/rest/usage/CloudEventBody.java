package dev.saldo.in.rest.usage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wallet.UsageBody;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The same as a CloudEvent 1.0 in structured mode; extension attributes are passed over. */
@Schema(
    name = "UsageCloudEvent",
    description =
        "A CloudEvent 1.0 in structured mode. `id` and `source` name the event, `subject` is the "
            + "key of the customer. Extension attributes are passed over.")
@JsonIgnoreProperties(ignoreUnknown = true)
public record CloudEventBody(
    @NotNull @Schema(enumeration = "1.0", examples = "1.0") @JsonProperty("specversion")
        String specVersion,
    @NotNull @Schema(enumeration = CloudEventBody.TYPE, examples = CloudEventBody.TYPE) String type,
    @NotNull @Schema(examples = "lesson-8841") String id,
    @NotNull @Schema(examples = "tutor-app") String source,
    @NotNull @Schema(description = "Key of the customer", examples = "school-42") String subject,
    @NotNull @Schema(description = "When it was used", examples = "2026-11-01T12:00:00-03:00")
        OffsetDateTime time,
    @Schema(description = "JSON, when given", examples = "application/json")
        @JsonProperty("datacontenttype")
        @Nullable String dataContentType,
    @NotNull @Valid Data data) {
  /** The type of events that report usage. */
  static final String TYPE = "dev.saldo.usage.v1";

  private static final UsageEventBody.Fields FIELDS = new UsageEventBody.Fields("subject", "data.");

  /** What was used. */
  @Schema(name = "UsageCloudEventData", description = "What was used, as in a `UsageEvent`.")
  public record Data(
      @Nullable String user,
      @NotNull @Schema(examples = "diary_analysis") String feature,
      @Nullable String activity,
      @Nullable String role,
      @Schema(examples = "openai/gpt-4o-mini") @Nullable String model,
      @NotNull @Valid UsageBody usage,
      @Nullable String evidence,
      @Nullable String outcome,
      @Size(max = 16)
          @Nullable Map<@Size(max = 500) String, @NotNull @Size(max = 500) String> metadata) {}

  /** How its fields are called. */
  UsageEventBody.Fields fields() {
    return FIELDS;
  }

  /** The same in our own form. */
  UsageEventBody toEvent() {
    require("specversion", "1.0", specVersion);
    require("type", TYPE, type);
    if (dataContentType != null && !isJson(dataContentType)) {
      throw Reading.invalid("datacontenttype", "one_of", "must be application/json");
    }
    return new UsageEventBody(
        id,
        source,
        subject,
        time,
        data.user(),
        data.feature(),
        data.activity(),
        data.role(),
        data.model(),
        data.usage(),
        data.evidence(),
        data.outcome(),
        data.metadata());
  }

  private static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static void require(String field, String wanted, String given) {
    if (!given.equals(wanted)) {
      throw Reading.invalid(field, "one_of", "must be \"" + wanted + "\"");
    }
  }
}
