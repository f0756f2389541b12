package dev.saldo.in.rest.wire;

import dev.saldo.domain.Money;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An amount of money on the wire. */
@Schema(name = "Money", description = "An amount of money.")
public record MoneyBody(
    @NotNull
        @Size(max = 32)
        @Schema(description = "Decimal in whole units of the currency, exact", examples = "39.70")
        String amount,
    @NotNull @Size(min = 3, max = 3) @Schema(description = "ISO 4217 code", examples = "BRL")
        String currency) {

  /** An amount in the decimals of its currency. */
  public static MoneyBody from(Money money) {
    return new MoneyBody(money.amount(), money.currency().getCurrencyCode());
  }

  /** What a provider charges, to the last decimal. */
  public static MoneyBody from(ProviderCost cost) {
    return new MoneyBody(cost.plainAmount(), cost.currency());
  }

  /** The amount, or an invalid request that names the member of the field. */
  public Money toMoney(String field) {
    Reading.value(field + ".currency", currency, code -> Money.parse("0", code));
    return Reading.value(field + ".amount", amount, text -> Money.parse(text, currency));
  }
}
