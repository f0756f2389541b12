package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.AuditRuns;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A finding of the self-audit on the wire. */
@Schema(
    name = "SelfAuditFinding",
    description = "Something in the stored ledger that cannot be.",
    requiredProperties = {"check", "invariant", "wallet", "detail", "found_at", "seen_at"})
public record SelfAuditFindingBody(
    @Schema(
            description = "What was looked at; docs/operations.md says what to do",
            examples = "wallet_is_its_entries")
        String check,
    @Schema(description = "The promise that is broken", examples = "I1") String invariant,
    @Schema(
            description = "Key of the customer; left out when the wallet's own row is missing",
            examples = "school-42")
        @Nullable String customer,
    @Schema(description = "Number of the wallet in the database", examples = "1867391620194107392")
        String wallet,
    @Schema(
            description = "The numbers that do not agree, for people",
            examples = "wallet: available 5000000; its entries: 4000000")
        String detail,
    @Schema(description = "When it was first found", examples = "2026-11-22T03:00:12Z")
        OffsetDateTime foundAt,
    @Schema(description = "When it was last found", examples = "2026-11-22T03:05:14Z")
        OffsetDateTime seenAt) {

  static SelfAuditFindingBody from(AuditRuns.Standing standing) {
    return new SelfAuditFindingBody(
        standing.finding().check(),
        standing.finding().invariant(),
        standing.customer().orElse(null),
        Long.toString(standing.finding().wallet().value()),
        standing.finding().detail(),
        standing.foundAt().atOffset(ZoneOffset.UTC),
        standing.seenAt().atOffset(ZoneOffset.UTC));
  }
}
