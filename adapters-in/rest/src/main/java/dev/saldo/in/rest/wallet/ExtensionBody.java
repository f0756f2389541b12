package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.ExtendOutcome;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an extension gave, on the wire. */
@Schema(
    name = "Extension",
    description = "An authorization that was extended.",
    requiredProperties = {"id", "state", "added", "held", "balance", "expires_at", "extended_at"})
public record ExtensionBody(
    @Schema(description = "Id of the authorization", examples = "auth_06g3z1kq00000000000000001a")
        String id,
    @Schema(enumeration = "held") String state,
    @Schema(description = "Credits that came to it", examples = "5") String added,
    @Schema(description = "What it sets aside now") HeldBody held,
    @Schema(description = "Right after the extension") BalanceBody balance,
    @Schema(
            description = "From then on it has expired, in the customer's time zone",
            examples = "2026-11-01T12:20:00-03:00")
        OffsetDateTime expiresAt,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:00:05-03:00")
        OffsetDateTime extendedAt) {

  static ExtensionBody from(ExtendOutcome.Extended extended) {
    return new ExtensionBody(
        extended.id().toString(),
        "held",
        extended.added().toString(),
        new HeldBody(
            extended.credits().toString(),
            extended.uncovered().toString(),
            GrantLineBody.from(extended.id().wallet(), extended.lines())),
        BalanceBody.from(extended.standing()),
        OffsetDateTime.ofInstant(extended.expiresAt(), extended.standing().zone()),
        OffsetDateTime.ofInstant(extended.at(), extended.standing().zone()));
  }
}
