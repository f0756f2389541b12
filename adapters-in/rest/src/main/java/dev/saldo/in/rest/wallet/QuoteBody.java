package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.QuoteUsage;
import dev.saldo.domain.pricing.PriceLine;
import dev.saldo.in.rest.wire.MoneyBody;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A price of usage on the wire. */
@Schema(
    name = "Quote",
    description = "What usage would cost, at the prices of now.",
    requiredProperties = {"model", "credits", "lines", "price"})
public record QuoteBody(
    @Schema(description = "The model it is priced for", examples = "openai/gpt-4o-mini")
        String model,
    @Schema(description = "Decimal", examples = "3") String credits,
    @Schema(description = "They add up to `credits`") List<Line> lines,
    @Schema(description = "What the provider charges; left out when its price is not known")
        @Nullable MoneyBody cost,
    AppliedPriceBody price) {

  /** A line of the rating. */
  @Schema(
      name = "PriceLine",
      description = "A line of the rating.",
      requiredProperties = {"kind", "quantity", "credits"})
  public record Line(
      @Schema(
              description =
                  "`call`, `token_block`, a class of tokens, `unit:` and the unit's name, or what "
                      + "was done to the sum: `multiplier`, `minimum`, `rounding`",
              examples = "token_block")
          String kind,
      @Schema(description = "What was counted", examples = "3") long quantity,
      @Schema(description = "Exact decimal; may be negative for `multiplier`", examples = "3")
          String credits) {
    static Line from(PriceLine line) {
      return new Line(line.kind(), line.quantity(), line.credits().toPlainString());
    }
  }

  static QuoteBody from(QuoteUsage.Result.Quoted quoted) {
    return new QuoteBody(
        quoted.model().toString(),
        quoted.rating().credits().toString(),
        quoted.rating().lines().stream().map(Line::from).toList(),
        quoted.cost().map(MoneyBody::from).orElse(null),
        new AppliedPriceBody(quoted.version(), quoted.rule()));
  }
}
