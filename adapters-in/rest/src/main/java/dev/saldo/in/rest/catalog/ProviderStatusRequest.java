package dev.saldo.in.rest.catalog;

import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of a provider on the wire. */
@Schema(name = "ProviderChange", description = "What is to be different about a provider.")
public record ProviderStatusRequest(
    @NotNull
        @Schema(
            description =
                "`active`; `testing`, for profile `admin` and groups of testers only; `disabled`",
            examples = "disabled")
        String status) {

  ProviderStatus toStatus() {
    return Reading.choice("status", status, ProviderStatus.class);
  }
}
