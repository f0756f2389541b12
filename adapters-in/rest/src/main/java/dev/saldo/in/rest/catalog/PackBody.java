package dev.saldo.in.rest.catalog;

import dev.saldo.domain.Slug;
import dev.saldo.domain.plan.Pack;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.MoneyBody;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pack on the wire. */
@Schema(
    name = "Pack",
    description = "Credits that can be bought at once, beside any plan.",
    requiredProperties = {"slug", "name", "credits", "price"})
public record PackBody(
    @NotNull @Schema(examples = "start") String slug,
    @NotNull @Size(min = 1, max = 200) @Schema(examples = "Start") String name,
    @NotNull @Schema(examples = "100") String credits,
    @NotNull @Valid MoneyBody price) {

  static PackBody from(Pack pack) {
    return new PackBody(
        pack.slug(), pack.name(), pack.credits().toString(), MoneyBody.from(pack.price()));
  }

  Pack toPack(String field) {
    return new Pack(
        Reading.value(field + ".slug", slug, Slug::of),
        name,
        Decimals.credits(field + ".credits", credits),
        price.toMoney(field + ".price"));
  }
}
