package dev.saldo.in.rest.catalog;

import dev.saldo.domain.plan.Pack;
import dev.saldo.in.rest.wire.MoneyBody;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pack on the wire. */
@Schema(
    name = "Pack",
    description = "Credits that can be bought at once, beside any plan.",
    requiredProperties = {"slug", "name", "credits", "price"})
public record PackBody(
    @Schema(examples = "start") String slug,
    @Schema(examples = "Start") String name,
    @Schema(examples = "100") String credits,
    MoneyBody price) {

  static PackBody from(Pack pack) {
    return new PackBody(
        pack.slug(), pack.name(), pack.credits().toString(), MoneyBody.from(pack.price()));
  }
}
