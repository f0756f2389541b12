package dev.saldo.in.rest.usage;

import dev.saldo.application.wallet.UsageReport;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.UsageEvent;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wallet.UsageBody;
import dev.saldo.in.rest.wire.IdempotentRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Usage for which nothing was held, on the wire. */
@Schema(
    name = "UsageEvent",
    description = "Usage for which nothing was authorized, charged after the fact.")
public record UsageEventBody(
    @NotNull
        @Schema(
            description = "Names the event within its source: 1 to 255 printable characters",
            examples = "lesson-8841")
        String id,
    @NotNull
        @Schema(
            description = "Who reports it: 1 to 255 printable characters",
            examples = "tutor-app")
        String source,
    @NotNull @Schema(description = "Key of the customer", examples = "school-42") String customer,
    @NotNull
        @Schema(
            description = "When it was used, from 35 days ago to 5 minutes ahead",
            examples = "2026-11-01T12:00:00-03:00")
        OffsetDateTime time,
    @Schema(
            description = "Key of the user; left out for the customer's anonymous user",
            examples = "ana")
        @Nullable String user,
    @NotNull @Schema(description = "Slug of the feature", examples = "diary_analysis")
        String feature,
    @Schema(description = "A finer label for reports", examples = "mind_map")
        @Nullable String activity,
    @Schema(description = "The feature's first role when left out", examples = "analysis")
        @Nullable String role,
    @Schema(
            description = "The model that was used; left out, the one that the matrix prefers",
            examples = "openai/gpt-4o-mini")
        @Nullable String model,
    @NotNull @Valid UsageBody usage,
    @Schema(
            description = "What the figures rest on",
            enumeration = {"provider_final", "provider_partial", "estimated", "none"},
            defaultValue = "provider_final")
        @Nullable String evidence,
    @Schema(
            description = "Whether the call did what it was for",
            enumeration = {"succeeded", "failed"},
            defaultValue = "succeeded")
        @Nullable String outcome,
    @Size(max = 16) @Schema(description = "The caller's own: at most 16 members of 500 characters")
        @Nullable Map<@Size(max = 500) String, @NotNull @Size(max = 500) String> metadata) {

  private enum CallOutcome {
    SUCCEEDED,
    FAILED
  }

  /**
   * How the fields are called where they were read.
   *
   * @param customer the name of the field with the customer
   * @param data what stands before the names of the fields about the usage
   */
  record Fields(String customer, String data) {
    /** Those of an event of our own form. */
    static final Fields PLAIN = new Fields("customer", "");
  }

  /** The event for the use case, or an invalid request that names the field. */
  UsageReport toReport(Fields fields) {
    String data = fields.data();
    boolean succeeded =
        outcome == null
            || Reading.choice(data + "outcome", outcome, CallOutcome.class)
                == CallOutcome.SUCCEEDED;
    return new UsageReport(
        new UsageEvent.Name(
            Reading.value("source", source, UsageEvent.Name::part),
            Reading.value("id", id, UsageEvent.Name::part)),
        IdempotentRequest.digest("usage event", inUtc()),
        Reading.value(fields.customer(), customer, Key::new),
        Reading.optional(data + "user", user, Key::new),
        Reading.value(data + "feature", feature, Slug::of),
        Reading.optional(data + "activity", activity, Slug::of),
        Reading.optional(data + "role", role, Slug::of),
        Reading.optional(data + "model", model, ModelId::parse),
        time.toInstant(),
        succeeded ? usage.toUsage(data + "usage") : usage.toUsageOfFailure(data + "usage"),
        evidence == null
            ? Evidence.PROVIDER_FINAL
            : Reading.choice(data + "evidence", evidence, Evidence.class),
        succeeded,
        metadata == null ? Map.of() : metadata);
  }

  /** The same time in another zone is the same event. */
  private UsageEventBody inUtc() {
    return new UsageEventBody(
        id,
        source,
        customer,
        time.withOffsetSameInstant(ZoneOffset.UTC),
        user,
        feature,
        activity,
        role,
        model,
        usage,
        evidence,
        outcome,
        metadata);
  }
}
