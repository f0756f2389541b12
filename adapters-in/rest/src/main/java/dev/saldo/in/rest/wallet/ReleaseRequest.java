package dev.saldo.in.rest.wallet;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why an authorized call is given up. */
@Schema(name = "ReleaseRequest", description = "Why the call is given up.")
public record ReleaseRequest(
    @Size(max = 500) @Schema(description = "For people", examples = "cancelled by the user")
        @Nullable String reason) {}
