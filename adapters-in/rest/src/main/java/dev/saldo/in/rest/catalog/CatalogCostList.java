package dev.saldo.in.rest.catalog;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.domain.catalog.CatalogProposal.ProposedList;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of the cost list in a catalogue on the wire. */
@Schema(
    name = "CostList",
    description = "A version of what providers charge us. It applies from its time on.")
public record CatalogCostList(
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
    @NotNull @Valid @Schema(description = "One for each model") List<@NotNull CostBody> rows) {

  /** A row of a cost list. */
  @Schema(name = "CostRow", description = "What a provider charges us for a model.")
  public record CostBody(
      @NotNull @Schema(examples = "openai/gpt-4o-mini") String model,
      @NotNull
          @Size(min = 1, max = 7)
          @Schema(
              description =
                  "Of the currency's unit per million tokens of each class; input and output at "
                      + "least")
          Map<String, @NotNull String> perMillion,
      @Size(max = 100) @Schema(description = "Of the currency's unit for each named unit")
          @Nullable Map<String, @NotNull String> perUnit,
      @NotNull @Schema(description = "ISO 4217 code", examples = "USD") String currency) {

    static CostBody from(CostRow row) {
      return new CostBody(
          row.model().toString(),
          Decimals.texts(row.microsPerMillion(), TokenClass::code),
          row.microsPerUnit().isEmpty()
              ? null
              : Decimals.texts(row.microsPerUnit(), Function.identity()),
          row.currency());
    }

    CostRow toRow(String field) {
      return Reading.value(
          field,
          model,
          name ->
              new CostRow(
                  Reading.value(field + ".model", name, ModelId::parse),
                  Decimals.micros(
                      field + ".per_million", perMillion, CatalogPriceComponent::tokenClass),
                  Decimals.micros(
                      field + ".per_unit",
                      perUnit == null ? Map.of() : perUnit,
                      Function.identity()),
                  currency));
    }
  }

  static CatalogCostList from(CostList list) {
    return of(
        ListVersion.of(list.version(), list.effectiveFrom()),
        list.rows().stream().map(CostBody::from).toList());
  }

  /** This at an address; what the body leaves out is taken from there. */
  CatalogCostList at(String address) {
    return of(placed().at(address), rows);
  }

  /** This as a version that takes effect; empty for now. */
  CatalogCostList published(@Nullable OffsetDateTime from) {
    return of(new ListVersion(null, from, null), rows);
  }

  ProposedList<CostRow> toList(String field) {
    return placed()
        .proposed(field, Rows.read(field + ".rows", rows, (place, row) -> row.toRow(place)));
  }

  private ListVersion placed() {
    return new ListVersion(version, effectiveFrom, draft);
  }

  private static CatalogCostList of(ListVersion placed, List<CostBody> rows) {
    return new CatalogCostList(placed.version(), placed.effectiveFrom(), placed.draft(), rows);
  }
}
