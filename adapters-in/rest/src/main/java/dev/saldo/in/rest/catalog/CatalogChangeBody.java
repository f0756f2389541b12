package dev.saldo.in.rest.catalog;

import dev.saldo.application.catalog.ChangeCatalog;
import dev.saldo.domain.catalog.CatalogWarning;
import dev.saldo.in.rest.problem.Texts;
import dev.saldo.in.rest.wire.WireText;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What applying a catalogue changed on the wire. */
@Schema(
    name = "CatalogChange",
    description = "What applying a catalogue changed, or would change.",
    requiredProperties = {"version", "dry_run", "changes", "warnings"})
public record CatalogChangeBody(
    @Schema(description = "The number of the catalogue, or the one it would have", examples = "8")
        int version,
    @Schema(description = "Whether nothing was stored, because only the difference was asked for")
        boolean dryRun,
    @Schema(description = "Row by row; empty when nothing is different") List<ChangeBody> changes,
    @Schema(description = "What the catalogue lacks, at most 100; nothing is refused for it")
        List<WarningBody> warnings) {

  /** A row that is different. */
  @Schema(
      name = "CatalogRowChange",
      description = "A row that is different.",
      requiredProperties = {"kind", "name", "change"})
  public record ChangeBody(
      @Schema(
              description =
                  "`default_plan`, `profile`, `group`, `provider`, `feature`, `role`, `plan`,"
                      + " `matrix_cell`, `override`, `price_list`, `cost_list`, `pack` or"
                      + " `settings`",
              examples = "matrix_cell")
          String kind,
      @Schema(
              description =
                  "Tells the row from others; `order` when the rows of a section stand in another"
                      + " one",
              examples = "free/user/chat/openai")
          String name,
      @Schema(description = "`added`, `changed` or `removed`", examples = "changed") String change,
      @Schema(description = "The row as it was; left out of one that is added")
          @Nullable Object before,
      @Schema(description = "The row as it is; left out of one that is removed")
          @Nullable Object after) {}

  /** What a catalogue lacks. */
  @Schema(
      name = "CatalogWarning",
      description = "What a catalogue lacks.",
      requiredProperties = {"code", "row", "model", "message"})
  public record WarningBody(
      @Schema(
              description =
                  "`price_missing`: calls of the cell will be refused. `price_incomplete`: the"
                      + " feature usually uses a unit that its price does not name. `cost_missing`:"
                      + " nobody knows what the model costs us",
              examples = "price_missing")
          String code,
      @Schema(description = "The matrix cell, or the model", examples = "free/user/chat/openai")
          String row,
      @Schema(examples = "openai/gpt-4o-mini") String model,
      @Schema(description = "In the language of the request") String message) {

    static WarningBody from(CatalogWarning warning, Texts texts) {
      String code = WireText.word(warning.kind());
      return new WarningBody(
          code,
          warning.row(),
          warning.model().toString(),
          texts.text(
              "warning." + code,
              Map.of(
                  "row", warning.row(),
                  "model", warning.model().toString(),
                  "unit", warning.missing())));
    }
  }

  static CatalogChangeBody from(ChangeCatalog.Result.Applied applied, CatalogWrite how) {
    return new CatalogChangeBody(
        applied.after().version(),
        how.isDry(),
        CatalogDiff.between(applied.before(), applied.after()),
        CatalogWarning.of(applied.after()).stream()
            .map(warning -> WarningBody.from(warning, how.texts()))
            .toList());
  }
}
