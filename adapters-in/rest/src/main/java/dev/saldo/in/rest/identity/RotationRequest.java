package dev.saldo.in.rest.identity;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.identity.IssueApiKey;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a key is given a new secret. */
@Schema(name = "RotationRequest", description = "How a key is given a new secret.")
public record RotationRequest(
    @Schema(
            description =
                "How long the old secret goes on working: an ISO 8601 duration of at most 30 days; "
                    + "`PT0S` ends it at once",
            defaultValue = "PT24H",
            examples = "PT24H")
        @Nullable String overlap) {

  Duration toOverlap() {
    return Reading.optional("overlap", overlap, RotationRequest::overlap)
        .orElse(IssueApiKey.OVERLAP_DEFAULT);
  }

  private static Duration overlap(String text) {
    Duration overlap = WireText.duration(text);
    require(overlap.compareTo(IssueApiKey.OVERLAP_MAX) <= 0, "must be at most 30 days, \"P30D\"");
    return overlap;
  }
}
