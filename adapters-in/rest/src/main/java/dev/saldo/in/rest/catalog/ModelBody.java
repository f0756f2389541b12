package dev.saldo.in.rest.catalog;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.in.rest.wire.WireText;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A model on the wire. It is no row of its own: rows name it. */
@Schema(
    name = "Model",
    description = "A model that rows of the catalogue name.",
    requiredProperties = {"model", "provider", "status", "is_default", "in_matrix", "has_cost"})
public record ModelBody(
    @Schema(examples = "openai/gpt-4o-mini") String model,
    @Schema(examples = "openai") String provider,
    @Schema(
            description = "That of the provider: `active`, `testing` or `disabled`",
            examples = "active")
        String status,
    @Schema(description = "Whether it is its provider's default") boolean isDefault,
    @Schema(description = "Whether a cell of the matrix that is switched on offers it")
        boolean inMatrix,
    @Schema(description = "Whether the newest cost list has a row for it") boolean hasCost) {

  static List<ModelBody> of(CatalogDocument document) {
    return document.models().stream().map(model -> from(document, model)).toList();
  }

  private static ModelBody from(CatalogDocument document, ModelId model) {
    Provider provider = document.matrix().provider(model.provider()).orElseThrow();
    return new ModelBody(
        model.toString(),
        model.provider(),
        WireText.word(provider.status()),
        provider.defaultModel().equals(Optional.of(model)),
        document.matrix().cells().stream()
            .anyMatch(cell -> cell.active() && cell.model().equals(model)),
        document.prices().newestCosts().stream()
            .filter(list -> !list.isDraft())
            .anyMatch(list -> list.rows().stream().anyMatch(row -> row.model().equals(model))));
  }
}
