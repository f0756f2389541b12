package dev.saldo.in.rest.catalog;

import static java.util.Objects.requireNonNullElse;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A cell of the matrix in a catalogue on the wire. */
@Schema(
    name = "MatrixCell",
    description =
        "What a plan allows users of a profile in a feature on one provider. Without a cell the "
            + "answer is no.")
public record CatalogCell(
    @NotNull @Schema(examples = "professional") String plan,
    @NotNull @Schema(examples = "user") String profile,
    @NotNull @Schema(examples = "diary_analysis") String feature,
    @NotNull @Schema(examples = "openai/gpt-4o-mini") String model,
    @PositiveOrZero @Schema(description = "Calls of a user a day; left out for no limit")
        @Nullable Long dailyLimit,
    @PositiveOrZero @Schema(description = "Calls of a user a month; left out for no limit")
        @Nullable Long monthlyLimit,
    @Schema(description = "`standard`, `promo` or `exclusive`; left out: `standard`")
        @Nullable String origin,
    @Schema(description = "Overrides that of the plan: `hard`, `observe` or `unlimited`")
        @Nullable String enforcement,
    @Schema(description = "Left out: true") @Nullable Boolean active) {

  static CatalogCell from(MatrixCell cell) {
    return new CatalogCell(
        cell.plan(),
        cell.profile(),
        cell.feature(),
        cell.model().toString(),
        cell.dailyCalls().orElse(null),
        cell.monthlyCalls().orElse(null),
        WireText.word(cell.origin()),
        cell.enforcement().map(WireText::word).orElse(null),
        cell.active());
  }

  MatrixCell toCell(String field) {
    return new MatrixCell(
        Reading.value(field + ".plan", plan, Slug::of),
        Reading.value(field + ".profile", profile, Slug::of),
        Reading.value(field + ".feature", feature, Slug::of),
        Reading.value(field + ".model", model, ModelId::parse),
        Optional.ofNullable(dailyLimit),
        Optional.ofNullable(monthlyLimit),
        Reading.choice(field + ".origin", requireNonNullElse(origin, "standard"), Origin.class),
        Optional.ofNullable(enforcement)
            .map(text -> Reading.choice(field + ".enforcement", text, Enforcement.class)),
        requireNonNullElse(active, true));
  }
}
