package dev.saldo.in.rest.wallet;

import dev.saldo.application.audit.Author;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why something is done by hand. */
@Schema(name = "ReasonRequest", description = "Why it is done.")
public record ReasonRequest(
    @NotBlank
        @Size(max = Author.REASON_LENGTH_MAX)
        @Schema(
            description = "For people; kept in the audit log, and by entries",
            examples = "given by mistake")
        String reason) {}
