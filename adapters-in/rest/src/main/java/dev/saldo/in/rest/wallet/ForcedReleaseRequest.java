package dev.saldo.in.rest.wallet;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an administrator takes an authorization back. */
@Schema(
    name = "ForcedReleaseRequest",
    description = "Why the authorization is taken back from its caller.")
public record ForcedReleaseRequest(
    @NotBlank
        @Size(max = 500)
        @Schema(description = "For people", examples = "the caller crashed, ticket 812")
        String reason) {}
