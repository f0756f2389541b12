package dev.saldo.in.rest.identity;

import dev.saldo.application.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of API keys on the wire. */
@Schema(
    name = "ApiKeyPage",
    description = "API keys, newest first.",
    requiredProperties = {"data", "has_more"})
public record ApiKeyPage(
    List<ApiKeyBody> data,
    @Schema(description = "Cursor of the next page; left out on the last")
        @Nullable String nextCursor,
    boolean hasMore) {

  static ApiKeyPage from(Page<ApiKeyBody> page) {
    return new ApiKeyPage(page.data(), page.next().orElse(null), page.next().isPresent());
  }
}
