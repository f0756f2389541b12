package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.Run;
import dev.saldo.in.rest.wire.MoneyBody;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the children of an authorization came to, on the wire. */
@Schema(
    name = "Run",
    description = "What the children of the authorization came to.",
    requiredProperties = {"children", "open", "charged", "costs"})
public record RunBody(
    @Schema(description = "How many there were", examples = "4") int children,
    @Schema(description = "How many of them are open", examples = "1") int open,
    @Schema(description = "Credits they were charged, in all", examples = "12") String charged,
    @Schema(description = "What providers charge for them, by currency") List<MoneyBody> costs) {

  static RunBody from(Run run) {
    return new RunBody(
        run.children(),
        run.open(),
        run.charged().toString(),
        run.costs().stream().map(MoneyBody::from).toList());
  }
}
