package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.Hold;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which price applies, on the wire. */
@Schema(
    name = "AppliedPrice",
    description = "Which price applies.",
    requiredProperties = {"version", "rule"})
public record AppliedPriceBody(
    @Schema(description = "Version of the price list", examples = "3") int version,
    @Schema(description = "The row of the list, for people", examples = "default") String rule) {

  static AppliedPriceBody from(Hold.Terms terms) {
    return new AppliedPriceBody(terms.priceVersion(), terms.priceRule());
  }
}
