package dev.saldo.in.rest.catalog;

import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.in.rest.wire.WireText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A cell of the matrix on the wire. */
@Schema(
    name = "MatrixCell",
    description =
        "What a plan allows users of a profile in a feature on one provider. Without a cell the "
            + "answer is no.",
    requiredProperties = {"plan", "profile", "feature", "provider", "model", "origin", "active"})
public record MatrixCellBody(
    @Schema(examples = "professional") String plan,
    @Schema(examples = "user") String profile,
    @Schema(examples = "diary_analysis") String feature,
    @Schema(examples = "openai") String provider,
    @Schema(examples = "openai/gpt-4o-mini") String model,
    @Schema(description = "Calls of a user a day; left out for no limit", examples = "10")
        @Nullable Long dailyLimit,
    @Schema(description = "Calls of a user a month; left out for no limit", examples = "200")
        @Nullable Long monthlyLimit,
    @Schema(description = "`standard`, `promo` or `exclusive`", examples = "standard")
        String origin,
    @Schema(description = "Overrides that of the plan: `hard`, `observe` or `unlimited`")
        @Nullable String enforcement,
    boolean active) {

  static MatrixCellBody from(MatrixCell cell) {
    return new MatrixCellBody(
        cell.plan(),
        cell.profile(),
        cell.feature(),
        cell.model().provider(),
        cell.model().toString(),
        cell.dailyCalls().orElse(null),
        cell.monthlyCalls().orElse(null),
        WireText.word(cell.origin()),
        cell.enforcement().map(WireText::word).orElse(null),
        cell.active());
  }
}
