package dev.saldo.in.rest.catalog;

import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.domain.catalog.CatalogProposal.ProposedList;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.TokenPricing;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of the price list in a catalogue on the wire. */
@Schema(
    name = "CatalogPriceList",
    description =
        "A version of the price list. It applies from its time on; a call is charged by the "
            + "version of its authorization.")
public record CatalogPriceList(
    @Positive
        @Max(CatalogProposal.VERSION_MAX)
        @Schema(description = "Left out: the newest if it is the same, and else the next")
        @Nullable Integer version,
    @Schema(description = "Left out: now, or that of the version it repeats")
        @Nullable OffsetDateTime effectiveFrom,
    @NotNull @Valid @Schema(description = "Of the rows that match a call the most specific wins")
        List<@NotNull CatalogPrice> rows) {

  static CatalogPriceList from(TokenPricing list) {
    return new CatalogPriceList(
        list.version(),
        OffsetDateTime.ofInstant(list.effectiveFrom(), ZoneOffset.UTC),
        list.rows().stream().map(CatalogPrice::from).toList());
  }

  ProposedList<PriceRow> toList(String field) {
    return Rows.list(
        version, effectiveFrom, Rows.read(field + ".rows", rows, (place, row) -> row.toRow(place)));
  }
}
