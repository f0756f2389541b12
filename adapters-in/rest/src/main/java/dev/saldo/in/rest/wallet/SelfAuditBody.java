package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.AuditRuns;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the self-audit knows of a tenant, on the wire. */
@Schema(
    name = "SelfAudit",
    description = "What the ledger's audit of itself did, and what it knows to be wrong.",
    requiredProperties = {"sound", "findings_count", "findings", "runs"})
public record SelfAuditBody(
    @Schema(description = "Whether nothing is known to be wrong", examples = "true") boolean sound,
    @Schema(
            description =
                "When every wallet that had changed was looked at; left out before the first time",
            examples = "2026-11-22T03:05:14Z")
        @Nullable OffsetDateTime upToDateAt,
    @Schema(description = "How many findings stand", examples = "0") long findingsCount,
    @Schema(description = "The newest of them, at most 100") List<SelfAuditFindingBody> findings,
    @Schema(
            description =
                "The newest runs, at most 100 of each kind. Incremental ones are kept for a day, or"
                    + " for 35 days if they found something; full ones for 400 days")
        List<SelfAuditRunBody> runs) {

  static SelfAuditBody from(AuditRuns.Report report) {
    return new SelfAuditBody(
        report.findings() == 0,
        report.upToDateAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null),
        report.findings(),
        report.standing().stream().map(SelfAuditFindingBody::from).toList(),
        report.runs().stream().map(SelfAuditRunBody::from).toList());
  }
}
