package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.VoidOutcome;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was taken back of a grant, on the wire. */
@Schema(
    name = "GrantVoid",
    description = "What was left of a grant, taken back.",
    requiredProperties = {"voided", "grant", "balance"})
public record GrantVoidBody(
    @Schema(description = "Credits that were taken back now", examples = "7") String voided,
    @Schema(description = "The grant afterwards; what open authorizations hold stays with them")
        GrantBody grant,
    @Schema(description = "Right after it") BalanceBody balance) {

  static GrantVoidBody from(VoidOutcome.Voided voided) {
    return new GrantVoidBody(
        voided.credits().toString(),
        GrantBody.from(voided.is(), voided.standing().zone()),
        BalanceBody.from(voided.standing()));
  }
}
