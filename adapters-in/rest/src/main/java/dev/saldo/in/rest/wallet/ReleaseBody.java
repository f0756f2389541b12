package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.ReleaseOutcome;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a release gave back, on the wire. */
@Schema(
    name = "Release",
    description = "An authorization that was given up.",
    requiredProperties = {"id", "state", "returned", "balance", "released_at"})
public record ReleaseBody(
    @Schema(description = "Id of the authorization", examples = "auth_06g3z1kq00000000000000001a")
        String id,
    @Schema(enumeration = "released") String state,
    @Schema(
            description = "Credits that went back; those of grants that have lapsed do not",
            examples = "3")
        String returned,
    @Schema(description = "Right after the release") BalanceBody balance,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:00:05-03:00")
        OffsetDateTime releasedAt) {

  static ReleaseBody from(ReleaseOutcome.Released released) {
    return new ReleaseBody(
        released.id().toString(),
        "released",
        released.returned().toString(),
        BalanceBody.from(released.standing()),
        OffsetDateTime.ofInstant(released.at(), released.standing().zone()));
  }
}
