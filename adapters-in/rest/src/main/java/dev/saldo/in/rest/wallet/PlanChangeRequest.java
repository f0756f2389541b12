package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ChangeCustomerPlan;
import dev.saldo.domain.Slug;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a customer is to be moved. */
@Schema(name = "PlanChangeRequest", description = "Where a customer is to be moved, and when.")
public record PlanChangeRequest(
    @NotNull @Schema(description = "Slug of the plan", examples = "premium") String plan,
    @Positive @Schema(description = "Left out: the newest version of the plan", examples = "2")
        @Nullable Integer version,
    @Schema(
            description =
                "Left out: at the end of the cycle when the other plan gives less, and else now",
            enumeration = {"now", "end_of_cycle"},
            examples = "now")
        @Nullable String when) {

  ChangeCustomerPlan.Request toCommand() {
    return new ChangeCustomerPlan.Request(
        Reading.value("plan", plan, Slug::of),
        version == null ? OptionalInt.empty() : OptionalInt.of(version),
        Optional.ofNullable(when).map(text -> Reading.choice("when", text, ChangeTime.class)));
  }
}
