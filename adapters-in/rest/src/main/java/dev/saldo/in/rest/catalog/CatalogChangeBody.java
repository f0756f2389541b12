package dev.saldo.in.rest.catalog;

import dev.saldo.application.catalog.ChangeCatalog;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What applying a catalogue changed on the wire. */
@Schema(
    name = "CatalogChange",
    description = "What applying a catalogue changed, or would change.",
    requiredProperties = {"version", "dry_run", "changes"})
public record CatalogChangeBody(
    @Schema(description = "The number of the catalogue, or the one it would have", examples = "8")
        int version,
    @Schema(description = "Whether nothing was stored, because only the difference was asked for")
        boolean dryRun,
    @Schema(description = "Row by row; empty when nothing is different") List<ChangeBody> changes) {

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

  static CatalogChangeBody from(ChangeCatalog.Result.Applied applied, boolean dryRun) {
    return new CatalogChangeBody(
        applied.after().version(), dryRun, CatalogDiff.between(applied.before(), applied.after()));
  }
}
