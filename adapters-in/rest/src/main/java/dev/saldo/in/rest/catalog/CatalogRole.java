package dev.saldo.in.rest.catalog;

import static java.util.Objects.requireNonNullElse;

import dev.saldo.domain.Slug;
import dev.saldo.domain.matrix.RoleAssignment;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The part of a provider in a feature, in a catalogue on the wire. */
@Schema(name = "RoleAssignment", description = "The part that a provider plays in a feature.")
public record CatalogRole(
    @NotNull @Schema(examples = "diary_analysis") String feature,
    @NotNull @Schema(examples = "openai") String provider,
    @NotNull @Schema(examples = "analysis") String role,
    @Schema(description = "Decimal; the heaviest comes first. Left out: 1", examples = "1")
        @Nullable String weight,
    @Schema(description = "Left out: true") @Nullable Boolean active) {

  static CatalogRole from(RoleAssignment role) {
    return new CatalogRole(
        role.feature(), role.provider(), role.role(), role.weight().toPlainString(), role.active());
  }

  RoleAssignment toRole(String field) {
    return new RoleAssignment(
        Reading.value(field + ".feature", feature, Slug::of),
        Reading.value(field + ".provider", provider, Slug::of),
        Reading.value(field + ".role", role, Slug::of),
        Decimals.read(field + ".weight", requireNonNullElse(weight, "1")),
        requireNonNullElse(active, true));
  }
}
