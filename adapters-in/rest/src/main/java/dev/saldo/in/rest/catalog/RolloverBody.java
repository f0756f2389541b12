package dev.saldo.in.rest.catalog;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a plan carries into the next cycle, on the wire. */
@Schema(
    name = "Rollover",
    description =
        "What is carried into the next cycle of the credits that the plan gave for one, with "
            + "either `valid_cycles` or `valid_days`. It is never carried over again.")
public record RolloverBody(
    @NotNull @Schema(description = "The most, above 0", examples = "200") String cap,
    @Min(1)
        @Max(Rollover.CYCLES_MAX)
        @Schema(description = "For how many cycles it can be used", examples = "1")
        @Nullable Integer validCycles,
    @Min(1) @Max(Rollover.DAYS_MAX) @Schema(description = "For how many days it can be used")
        @Nullable Integer validDays) {

  static RolloverBody from(Rollover rollover) {
    return new RolloverBody(
        rollover.cap().toString(), number(rollover.validCycles()), number(rollover.validDays()));
  }

  Rollover toRollover(String field) {
    Credits most = Decimals.credits(field + ".cap", cap);
    return Reading.value(
        field, "", _ -> new Rollover(most, optional(validCycles), optional(validDays)));
  }

  private static @Nullable Integer number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
