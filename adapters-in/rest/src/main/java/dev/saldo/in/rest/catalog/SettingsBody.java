package dev.saldo.in.rest.catalog;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What holds for the whole catalogue; in a document each is a member beside the sections. */
@Schema(name = "CatalogSettings", description = "What holds for the whole catalogue.")
public record SettingsBody(
    @NotNull @Schema(description = "The plan of customers that are given none", examples = "free")
        String defaultPlan) {

  static SettingsBody from(CatalogBody document) {
    return new SettingsBody(document.defaultPlan());
  }
}
