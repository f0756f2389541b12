package dev.saldo.server;

import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.application.wallet.Inspection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Timer;

/** What the self-audit did and knows, in figures. Names are stable. */
final class SelfAuditMetrics {
  private static final String PREFIX = "saldo_audit_";

  private final Counter wallets;
  private final Counter entries;
  private final Timer run;

  /**
   * Figures.
   *
   * @param known what stands, as this instance last saw it
   */
  SelfAuditMetrics(
      MetricRegistry registry, InstantSource time, Supplier<Optional<AuditRuns.Status>> known) {
    Instant began = time.instant();
    registry.gauge(
        described("findings", "Findings that stand, of all tenants"),
        () -> known.get().map(AuditRuns.Status::findings).orElse(0L));
    registry.gauge(
        described("age_seconds", "Since all changed wallets were looked at, by any instance"),
        () ->
            Duration.between(
                    known.get().flatMap(AuditRuns.Status::upToDateAt).orElse(began), time.instant())
                .toSeconds());
    this.wallets =
        registry.counter(described("wallets_total", "Wallets that this instance looked at"));
    this.entries =
        registry.counter(described("entries_total", "Entries that this instance followed"));
    this.run = registry.timer(described("run", "How long the runs of this instance took"));
  }

  void looked(Inspection.Tally at) {
    wallets.inc(at.wallets());
    entries.inc(at.entries());
  }

  void ran(Duration took) {
    run.update(took);
  }

  private static Metadata described(String name, String description) {
    return Metadata.builder().withName(PREFIX + name).withDescription(description).build();
  }
}
