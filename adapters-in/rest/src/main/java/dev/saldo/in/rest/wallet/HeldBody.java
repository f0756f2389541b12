package dev.saldo.in.rest.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Hold;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an authorization sets aside, on the wire. */
@Schema(
    name = "HeldCredits",
    description = "Credits set aside.",
    requiredProperties = {"credits", "uncovered", "lines"})
public record HeldBody(
    @Schema(description = "In all", examples = "3") String credits,
    @Schema(description = "The part that no grant covers", examples = "0") String uncovered,
    @Schema(description = "The part of each grant, in the order in which they are used")
        List<GrantLineBody> lines) {

  static HeldBody from(WalletId wallet, Hold hold) {
    return new HeldBody(
        hold.credits().toString(),
        hold.uncovered().toString(),
        GrantLineBody.from(wallet, hold.lines()));
  }
}
