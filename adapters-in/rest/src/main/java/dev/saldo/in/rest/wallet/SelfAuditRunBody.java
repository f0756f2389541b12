package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.AuditRun;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A run of the self-audit on the wire. */
@Schema(
    name = "SelfAuditRun",
    description =
        "One run over the tenant's wallets. What it showed is left out until it has ended.",
    requiredProperties = {"id", "kind", "state", "created_at"})
public record SelfAuditRunBody(
    @Schema(examples = "check_019a8f6e2c4a7d10b3f5a1c2d3e4f506") String id,
    @Schema(
            description =
                "`incremental`: the wallets that had changed; `full`: everything, from the "
                    + "beginning",
            examples = "full")
        String kind,
    @Schema(description = "`waiting`, also while it runs, or `ended`", examples = "ended")
        String state,
    @Schema(description = "When it was asked for, or began", examples = "2026-11-22T03:00:00Z")
        OffsetDateTime createdAt,
    @Schema(examples = "2026-11-22T03:00:12Z") @Nullable OffsetDateTime endedAt,
    @Schema(description = "How long it looked", examples = "PT1.204S") @Nullable String took,
    @Schema(description = "Wallets that were looked at", examples = "1204") @Nullable Long wallets,
    @Schema(description = "Entries whose hashes were followed", examples = "80455")
        @Nullable Long entries,
    @Schema(description = "Findings in what was looked at", examples = "0")
        @Nullable Long findings) {

  static SelfAuditRunBody from(AuditRun run) {
    Optional<AuditRun.End> end = run.end();
    return new SelfAuditRunBody(
        run.id(),
        WireText.word(run.kind()),
        end.isPresent() ? "ended" : "waiting",
        run.requestedAt().atOffset(ZoneOffset.UTC),
        end.map(each -> each.at().atOffset(ZoneOffset.UTC)).orElse(null),
        end.map(each -> each.took().toString()).orElse(null),
        end.map(each -> each.looked().wallets()).orElse(null),
        end.map(each -> each.looked().entries()).orElse(null),
        end.map(AuditRun.End::findings).orElse(null));
  }
}
