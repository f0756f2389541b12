package dev.saldo.in.rest.identity;

import dev.saldo.domain.Key;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.in.rest.wire.WireText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An API key on the wire. */
@Schema(
    name = "ApiKey",
    description = "A key of a program. Times are in UTC.",
    requiredProperties = {"id", "name", "scopes", "created_at"})
public record ApiKeyBody(
    @Schema(examples = "key_3v8l2q1m9d4k7p0s5t6u8w2x1y") String id,
    @Schema(examples = "backend") String name,
    @Schema(
            description = "`admin`, `catalog`, `decide`, `ingest` or `read`",
            examples = "[\"decide\", \"read\"]")
        List<String> scopes,
    @Schema(description = "The only customer it may act for", examples = "school-42")
        @Nullable String customer,
    @Schema(description = "Only in the answer that makes it: it is never shown again")
        @Nullable String secret,
    @Schema(examples = "2026-11-01T15:00:00Z") OffsetDateTime createdAt,
    @Schema(description = "When it stops working; left out: never")
        @Nullable OffsetDateTime expiresAt,
    @Schema(description = "Until when the secret before the last rotation works")
        @Nullable OffsetDateTime previousUntil,
    @Schema(description = "When it was ended") @Nullable OffsetDateTime revokedAt,
    @Schema(description = "To the minute; left out when it was never used")
        @Nullable OffsetDateTime lastUsedAt) {

  static ApiKeyBody from(ApiKey key) {
    return of(key, null);
  }

  /** The key with the only showing of its secret. */
  static ApiKeyBody from(ApiKey key, KeySecret secret) {
    return of(key, secret.value());
  }

  private static ApiKeyBody of(ApiKey key, @Nullable String secret) {
    return new ApiKeyBody(
        key.id(),
        key.name(),
        key.scopes().stream().map(WireText::word).sorted().toList(),
        key.customer().map(Key::value).orElse(null),
        secret,
        OffsetDateTime.ofInstant(key.createdAt(), ZoneOffset.UTC),
        time(key.expiresAt()),
        time(key.previousUntil()),
        time(key.revokedAt()),
        time(key.lastUsedAt()));
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> at) {
    return at.map(instant -> OffsetDateTime.ofInstant(instant, ZoneOffset.UTC)).orElse(null);
  }
}
