package dev.saldo.in.rest.catalog;

import dev.saldo.domain.pricing.ExchangeRate;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An exchange rate in a catalogue on the wire. */
@Schema(
    name = "CatalogExchangeRate",
    description =
        "What a unit of one currency is worth in another, from a time on until the next rate of "
            + "the pair. Margins are held with it; nobody is charged by it.")
public record CatalogExchangeRate(
    @NotNull @Schema(description = "ISO 4217 code", examples = "USD") String from,
    @NotNull @Schema(description = "ISO 4217 code", examples = "BRL") String to,
    @NotNull @Schema(description = "Above 0", examples = "5.4") String rate,
    @NotNull @Schema(examples = "2026-11-01T00:00:00-03:00") OffsetDateTime effectiveFrom) {

  static CatalogExchangeRate from(ExchangeRate rate) {
    return new CatalogExchangeRate(
        rate.from(),
        rate.to(),
        rate.rate().toPlainString(),
        rate.effectiveFrom().atOffset(ZoneOffset.UTC));
  }

  ExchangeRate toRate(String field) {
    return Reading.value(
        field,
        rate,
        text ->
            new ExchangeRate(
                from, to, Decimals.read(field + ".rate", text), effectiveFrom.toInstant()));
  }
}
