package dev.saldo.in.rest.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The time of a test tenant on the wire. */
@Schema(
    name = "TestClock",
    description = "The time of a test tenant.",
    requiredProperties = {"now", "frozen"})
public record TestClockBody(
    @Schema(description = "The tenant's time, in UTC", examples = "2026-12-01T03:00:00Z")
        OffsetDateTime now,
    @Schema(
            description =
                "Whether it stands still until it is moved: `false` only when it was never set, and"
                    + " then it is the real time",
            examples = "true")
        boolean frozen) {

  static TestClockBody at(Instant now, boolean frozen) {
    return new TestClockBody(OffsetDateTime.ofInstant(now, ZoneOffset.UTC), frozen);
  }
}
