package dev.saldo.server;

import dev.saldo.application.wallet.AuditChangedWallets;
import dev.saldo.application.wallet.AuditFinding;
import dev.saldo.application.wallet.AuditOnRequest;
import dev.saldo.application.wallet.AuditRuns;
import dev.saldo.application.wallet.Inspection;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Runs the self-audit beside the calls, tells the log of what it finds, and knows what stands. A
 * finding is told once. It takes nothing out of service: a wallet that cannot be right stops nobody
 * else's.
 */
@ApplicationScoped
public class SelfAudit {
  private static final System.Logger LOG = System.getLogger(SelfAudit.class.getName());

  /** Lines of one run; the findings themselves are kept, whatever their number. */
  private static final int LINES_MAX = 20;

  /** How many times as long as a round took to pause before the next: a quarter of a core. */
  private static final int PAUSE_PER_ROUND = 3;

  @Inject private AuditChangedWallets changedWallets;
  @Inject private AuditOnRequest onRequest;
  @Inject private AuditRuns runs;
  @Inject private MetricRegistry registry;
  @Inject private InstantSource time;

  private SelfAuditMetrics metrics;
  private volatile AuditRuns.@Nullable Status known;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public SelfAudit() {}

  @PostConstruct
  void showMetrics() {
    metrics = new SelfAuditMetrics(registry, time, this::known);
  }

  /** Audits what changed, unless another instance does; how long to pause until the next time. */
  Duration auditChanged(Duration interval) {
    long began = System.nanoTime();
    Optional<AuditChangedWallets.Round> round = changedWallets.audit();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    round.ifPresent(done -> tell(done.inspection(), took));
    known = runs.status();
    Duration fair = took.multipliedBy(PAUSE_PER_ROUND);
    boolean more = round.map(AuditChangedWallets.Round::more).orElse(false);
    return more || fair.compareTo(interval) > 0 ? fair : interval;
  }

  /** Audits what was asked for; how long to pause until the next time. */
  Duration auditOnRequest(Duration interval) {
    long began = System.nanoTime();
    Inspection shown = onRequest.audit();
    if (!shown.tallies().isEmpty()) {
      tell(shown, Duration.ofNanos(System.nanoTime() - began));
      known = runs.status();
    }
    return interval;
  }

  /** What stood when this instance last looked; empty before the first time. */
  Optional<AuditRuns.Status> known() {
    return Optional.ofNullable(known);
  }

  private void tell(Inspection shown, Duration took) {
    metrics.ran(shown.total(), took);
    List<AuditFinding> fresh = shown.fresh();
    fresh.stream().limit(LINES_MAX).forEach(SelfAudit::tell);
    if (fresh.size() > LINES_MAX) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The self-audit found {0} more: GET /v1/self-audit shows them",
          fresh.size() - LINES_MAX);
    }
  }

  private static void tell(AuditFinding finding) {
    LOG.log(
        System.Logger.Level.ERROR,
        "The self-audit found in wallet %d of tenant %d that %s (%s) does not hold: %s"
            .formatted(
                finding.wallet().value(),
                finding.tenant().value(),
                finding.check(),
                finding.invariant(),
                finding.detail()));
  }
}
