package dev.saldo.in.rest.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.in.rest.wire.WireText;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Credits of one grant on the wire. */
@Schema(
    name = "GrantLine",
    description = "Credits taken from one grant.",
    requiredProperties = {"grant", "source", "credits"})
public record GrantLineBody(
    @Schema(description = "Id of the grant") String grant,
    @Schema(examples = "plan") String source,
    @Schema(examples = "3") String credits) {

  /** What was taken from the grants of a wallet. */
  public static List<GrantLineBody> from(WalletId wallet, List<Hold.Line> lines) {
    return lines.stream()
        .map(
            line ->
                new GrantLineBody(
                    new GrantId(wallet, line.grant()).toString(),
                    WireText.word(line.source()),
                    line.credits().toString()))
        .toList();
  }
}
