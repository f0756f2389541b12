package dev.saldo.in.rest.wallet;

import dev.saldo.application.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of entries on the wire. */
@Schema(
    name = "EntryPage",
    description = "Entries, newest first.",
    requiredProperties = {"data", "has_more"})
public record EntryPage(
    List<EntryBody> data,
    @Schema(description = "Cursor of the next page; left out on the last")
        @Nullable String nextCursor,
    boolean hasMore) {

  static EntryPage from(Page<EntryBody> page) {
    return new EntryPage(page.data(), page.next().orElse(null), page.next().isPresent());
  }
}
