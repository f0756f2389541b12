package dev.saldo.in.rest.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.wallet.Hold;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The model that serves a call, on the wire. */
@Schema(
    name = "Route",
    description = "The model that serves the call.",
    requiredProperties = {"provider", "model", "role", "weight", "fallbacks"})
public record RouteBody(
    @Schema(examples = "openai") String provider,
    @Schema(examples = "openai/gpt-4o-mini") String model,
    @Schema(examples = "analysis") String role,
    @Schema(description = "Decimal", examples = "1") String weight,
    @Schema(description = "Models to try when this one fails, in order") List<String> fallbacks) {

  static RouteBody from(Hold.Taken route) {
    return new RouteBody(
        route.model().provider(),
        route.model().toString(),
        route.role(),
        route.weight().stripTrailingZeros().toPlainString(),
        route.fallbacks().stream().map(ModelId::toString).toList());
  }
}
