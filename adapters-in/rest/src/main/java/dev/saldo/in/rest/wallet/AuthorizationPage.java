package dev.saldo.in.rest.wallet;

import dev.saldo.application.Page;
import dev.saldo.application.wallet.WalletRecords.HeldCall;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of authorizations on the wire. */
@Schema(
    name = "AuthorizationPage",
    description = "Authorizations, newest first.",
    requiredProperties = {"data", "has_more"})
public record AuthorizationPage(
    List<AuthorizationBody> data,
    @Schema(description = "Cursor of the next page; left out on the last")
        @Nullable String nextCursor,
    boolean hasMore) {

  static AuthorizationPage from(Page<HeldCall> page, Instant now) {
    return new AuthorizationPage(
        page.data().stream().map(call -> AuthorizationBody.from(call, now)).toList(),
        page.next().orElse(null),
        page.next().isPresent());
  }
}
