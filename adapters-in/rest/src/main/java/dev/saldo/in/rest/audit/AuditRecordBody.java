package dev.saldo.in.rest.audit;

import dev.saldo.application.audit.AuditRecord;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One record of the audit log on the wire. */
@Schema(
    name = "AuditRecord",
    description = "What an administrative change did to one thing.",
    requiredProperties = {
      "id",
      "change",
      "created_at",
      "actor",
      "actor_name",
      "kind",
      "key",
      "action"
    })
public record AuditRecordBody(
    @Schema(examples = "audit_019a8f6e2c4a7d10b3f5a1c2d3e4f506") String id,
    @Schema(
            description = "The same for everything that one request changed",
            examples = "change_019a8f6e2c4a7d10b3f5a1c2d3e4f505")
        String change,
    @Schema(
            description = "The real time, in UTC, also in a test tenant whose clock was moved",
            examples = "2026-11-01T15:00:00Z")
        OffsetDateTime createdAt,
    @Schema(
            description =
                "Id of the API key; `cli`, `installation` or `database` for what was made without"
                    + " one",
            examples = "key_3v8l2q1m9d4k7p0s5t6u8w2x1y")
        String actor,
    @Schema(description = "The key's name", examples = "backend") String actorName,
    @Schema(description = "As it was given with the request", examples = "Asked for in ticket 812")
        @Nullable String reason,
    @Schema(
            description =
                "`tenant`, `api_key`, `customer`, `user`, `grant`, `adjustment`, `wallet`,"
                    + " `plan_change`, `test_clock`, or a row of the catalogue as"
                    + " `CatalogRowChange` names it: `provider`, `matrix_cell`, …",
            examples = "provider")
        String kind,
    @Schema(description = "What it is known by among its kind", examples = "openai") String key,
    @Schema(
            description = "`created`, `changed`, `deleted`, `rotated`, `revoked` or `erased`",
            examples = "changed")
        String action,
    @Schema(
            description = "As the API showed it before; left out of what was created",
            examples = "{\"slug\":\"openai\",\"status\":\"active\"}")
        @Nullable Object before,
    @Schema(
            description = "As the API showed it afterwards; left out of what was deleted",
            examples = "{\"slug\":\"openai\",\"status\":\"disabled\"}")
        @Nullable Object after) {

  static AuditRecordBody from(AuditRecord told) {
    return new AuditRecordBody(
        told.id(),
        told.change(),
        OffsetDateTime.ofInstant(told.at(), ZoneOffset.UTC),
        told.author().actor(),
        told.author().name(),
        told.author().reason().orElse(null),
        told.difference().kind(),
        told.difference().key(),
        WireText.word(told.difference().action()),
        told.difference().before().orElse(null),
        told.difference().after().orElse(null));
  }
}
