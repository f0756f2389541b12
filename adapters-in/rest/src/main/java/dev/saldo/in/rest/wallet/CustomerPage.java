package dev.saldo.in.rest.wallet;

import dev.saldo.application.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of customers on the wire. */
@Schema(
    name = "CustomerPage",
    description = "Customers, newest first.",
    requiredProperties = {"data", "has_more"})
public record CustomerPage(
    List<CustomerBody> data,
    @Schema(description = "Cursor of the next page; left out on the last")
        @Nullable String nextCursor,
    boolean hasMore) {

  static CustomerPage from(Page<CustomerBody> page) {
    return new CustomerPage(page.data(), page.next().orElse(null), page.next().isPresent());
  }
}
