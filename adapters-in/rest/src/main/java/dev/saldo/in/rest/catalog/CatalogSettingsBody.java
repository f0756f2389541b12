package dev.saldo.in.rest.catalog;

import dev.saldo.domain.catalog.CatalogSettings;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What holds for the whole catalogue, on the wire. */
@Schema(name = "CatalogSettings", description = "What holds for the whole catalogue.")
public record CatalogSettingsBody(
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

  /** Null when nothing is set. */
  static @Nullable CatalogSettingsBody from(CatalogSettings settings) {
    return settings.equals(CatalogSettings.NONE)
        ? null
        : new CatalogSettingsBody(
            settings.approvalOverDailyCalls().orElse(null),
            settings.approvalOverMonthlyCalls().orElse(null),
            settings.autoCreateCustomers().orElse(null));
  }

  CatalogSettings toSettings() {
    return new CatalogSettings(
        Optional.ofNullable(approvalOverDailyCalls),
        Optional.ofNullable(approvalOverMonthlyCalls),
        Optional.ofNullable(autoCreateCustomers));
  }
}
