package dev.saldo.in.rest.audit;

import dev.saldo.application.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the audit log on the wire. */
@Schema(
    name = "AuditPage",
    description = "Records of the audit log, newest first.",
    requiredProperties = {"data", "has_more"})
public record AuditPage(
    List<AuditRecordBody> data,
    @Schema(description = "Cursor of the next page; left out on the last")
        @Nullable String nextCursor,
    boolean hasMore) {

  static AuditPage from(Page<AuditRecordBody> page) {
    return new AuditPage(page.data(), page.next().orElse(null), page.next().isPresent());
  }
}
