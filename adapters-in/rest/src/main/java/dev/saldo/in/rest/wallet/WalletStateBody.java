package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.Standing;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether a wallet is frozen, on the wire. */
@Schema(
    name = "WalletState",
    description = "Whether a wallet authorizes calls.",
    requiredProperties = {"state", "balance"})
public record WalletStateBody(
    @Schema(
            description = "`active`, or `frozen`: no new calls are authorized",
            enumeration = {WalletStateBody.ACTIVE, WalletStateBody.FROZEN})
        String state,
    @Schema(description = "Right after it") BalanceBody balance) {
  static final String ACTIVE = "active";
  static final String FROZEN = "frozen";

  static WalletStateBody of(boolean frozen, Standing standing) {
    return new WalletStateBody(word(frozen), BalanceBody.from(standing));
  }

  static String word(boolean frozen) {
    return frozen ? FROZEN : ACTIVE;
  }
}
