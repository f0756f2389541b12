package dev.saldo.in.rest.wallet;

import dev.saldo.application.audit.Author;
import dev.saldo.application.wallet.AdjustCredits;
import dev.saldo.domain.wallet.Adjustment;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A correction of a customer's credits. */
@Schema(name = "AdjustmentRequest", description = "A correction of a customer's credits.")
public record AdjustmentRequest(
    @NotNull
        @Size(max = 32)
        @Schema(
            description =
                "Decimal of at most 6 decimals, not 0: credits to add, or with a minus to take",
            examples = "-3")
        String credits,
    @NotBlank
        @Size(max = Author.REASON_LENGTH_MAX)
        @Schema(
            description = "For people; kept by the entries and in the audit log",
            examples = "counted twice on Monday")
        String reason) {

  AdjustCredits.Request toCommand() {
    return new AdjustCredits.Request(Reading.value("credits", credits, Adjustment::parse), reason);
  }
}
