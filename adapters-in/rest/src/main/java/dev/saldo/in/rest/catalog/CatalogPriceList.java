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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of the price list in a catalogue on the wire. */
@Schema(
    name = "PriceList",
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
    @Schema(
            description =
                "Whether it is still being worked on: it takes no effect, and has neither version"
                    + " nor time. Left out: false")
        @Nullable Boolean draft,
    @NotNull @Valid @Schema(description = "Of the rows that match a call the most specific wins")
        List<@NotNull CatalogPrice> rows) {

  static CatalogPriceList from(TokenPricing list) {
    return of(
        ListVersion.of(list.version(), list.effectiveFrom()),
        list.rows().stream().map(CatalogPrice::from).toList());
  }

  /** This at an address; what the body leaves out is taken from there. */
  CatalogPriceList at(String address) {
    return of(placed().at(address), rows);
  }

  /** This as a version that takes effect; empty for now. */
  CatalogPriceList published(@Nullable OffsetDateTime from) {
    return of(new ListVersion(null, from, null), rows);
  }

  ProposedList<PriceRow> toList(String field) {
    return placed()
        .proposed(field, Rows.read(field + ".rows", rows, (place, row) -> row.toRow(place)));
  }

  private ListVersion placed() {
    return new ListVersion(version, effectiveFrom, draft);
  }

  private static CatalogPriceList of(ListVersion placed, List<CatalogPrice> rows) {
    return new CatalogPriceList(placed.version(), placed.effectiveFrom(), placed.draft(), rows);
  }
}
