package dev.saldo.in.rest.wallet;

import dev.saldo.application.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of grants on the wire. */
@Schema(
    name = "GrantPage",
    description = "Grants, newest first.",
    requiredProperties = {"data", "has_more"})
public record GrantPage(
    List<GrantBody> data,
    @Schema(description = "Cursor of the next page; left out on the last")
        @Nullable String nextCursor,
    boolean hasMore) {

  static GrantPage from(Page<GrantBody> page) {
    return new GrantPage(page.data(), page.next().orElse(null), page.next().isPresent());
  }
}
