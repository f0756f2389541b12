package dev.saldo.in.rest.catalog;

import static java.util.Objects.requireNonNullElse;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A row of a price list in a catalogue on the wire. */
@Schema(
    name = "PriceRow",
    description =
        "What a price applies to, and the price: the sum of the components times the multiplier, at"
            + " least the minimum, rounded upward once.")
public record CatalogPrice(
    @Schema(description = "Left out: every plan") @Nullable String plan,
    @Schema(description = "Left out: every feature") @Nullable String feature,
    @Schema(
            description = "A model, or a provider for all its models; left out: every model",
            examples = "openai/gpt-4o-mini")
        @Nullable String model,
    @NotEmpty @Valid List<@NotNull CatalogPriceComponent> components,
    @Schema(description = "Decimal; left out: 1", examples = "1") @Nullable String multiplier,
    @Schema(description = "Credits of a call that used anything; left out: 0", examples = "0")
        @Nullable String minimum,
    @Schema(description = "`up_to_credit` or `up_to_micro`; left out: `up_to_credit`")
        @Nullable String rounding) {

  static CatalogPrice from(PriceRow row) {
    Price price = row.price();
    return new CatalogPrice(
        row.plan().orElse(null),
        row.feature().orElse(null),
        row.model().orElse(null),
        price.components().stream().map(CatalogPriceComponent::from).toList(),
        price.multiplier().toPlainString(),
        price.minimum().toString(),
        WireText.word(price.rounding()));
  }

  PriceRow toRow(String field) {
    List<PriceComponent> read =
        Rows.read(
            field + ".components", components, (place, component) -> component.toComponent(place));
    String rounded = requireNonNullElse(rounding, "up_to_credit");
    return Reading.value(
        field,
        "",
        _ ->
            new PriceRow(
                Reading.optional(field + ".plan", plan, Slug::of),
                Reading.optional(field + ".feature", feature, Slug::of),
                Reading.optional(field + ".model", model, CatalogPrice::provided),
                new Price(
                    read,
                    Decimals.read(field + ".multiplier", requireNonNullElse(multiplier, "1")),
                    Decimals.credits(field + ".minimum", requireNonNullElse(minimum, "0")),
                    Reading.choice(field + ".rounding", rounded, Rounding.class))));
  }

  /** A model, or the slug of a provider. */
  private static String provided(String text) {
    return text.indexOf('/') < 0 ? Slug.of(text) : ModelId.parse(text).toString();
  }
}
