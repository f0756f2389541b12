package dev.saldo.in.rest.catalog;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What holds for the whole catalogue: in a document, two of its members. */
@Schema(name = "Settings", description = "What holds for the whole catalogue.")
public record SettingsBody(
    @NotNull @Schema(description = "The plan of customers that are given none", examples = "free")
        String defaultPlan,
    @PositiveOrZero
        @Schema(
            description =
                "An override that gives a user more calls a day than this, or any number, waits "
                    + "until another API key approves it. Left out: none does",
            examples = "100")
        @Nullable Long approvalOverDailyCalls,
    @PositiveOrZero @Schema(description = "The same for calls a month", examples = "2000")
        @Nullable Long approvalOverMonthlyCalls,
    @Schema(
            description =
                "The first call of an unknown customer opens it on this plan. Left out: such "
                    + "calls are refused",
            examples = "free")
        @Nullable String autoCreateCustomers) {

  /** The members of a document. */
  private record Members(String defaultPlan, CatalogSettingsBody settings) {}

  static SettingsBody from(CatalogBody document) {
    CatalogSettingsBody settings = document.settings();
    return new SettingsBody(
        document.defaultPlan(),
        settings == null ? null : settings.approvalOverDailyCalls(),
        settings == null ? null : settings.approvalOverMonthlyCalls(),
        settings == null ? null : settings.autoCreateCustomers());
  }

  /** A document with these settings. */
  CatalogBody in(CatalogBody document) {
    return document.with(
        new Members(
            defaultPlan,
            new CatalogSettingsBody(
                approvalOverDailyCalls, approvalOverMonthlyCalls, autoCreateCustomers)));
  }
}
