package dev.saldo.in.rest.catalog;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** When a draft is to take effect, on the wire. */
@Schema(name = "PublicationRequest", description = "When a draft is to take effect.")
public record PublicationRequest(
    @Schema(description = "Left out: at once") @Nullable OffsetDateTime effectiveFrom) {}
