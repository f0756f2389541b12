package dev.saldo.in.rest.wallet;

import dev.saldo.domain.plan.PlanVersion;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version of a plan by its name on the wire. */
@Schema(
    name = "PlanVersion",
    description = "Names a version of a plan.",
    requiredProperties = {"plan", "version"})
public record PlanVersionBody(
    @Schema(description = "Slug of the plan", examples = "premium") String plan,
    @Schema(description = "From 1", examples = "1") int version) {
  /** A version by its name. */
  public static PlanVersionBody from(PlanVersion named) {
    return new PlanVersionBody(named.plan(), named.version());
  }
}
