package dev.saldo.server;

import dev.saldo.application.wallet.PostOverdue;
import dev.saldo.out.postgres.Partitions;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen without anybody calling: overdue things are posted, months are prepared, the
 * ledger audits itself.
 */
@ApplicationScoped
public class Upkeep {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Between two looks for audits that were asked for. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Between two rounds of one sweep, so that callers come in between. */
  private static final Duration BREATH = Duration.ofMillis(50);

  /**
   * How many times as long as looking for overdue wallets took to pause at least: a look through
   * very many wallets never takes more than a twentieth of a core.
   */
  private static final int PAUSE_PER_LOOK = 20;

  @Resource private ManagedScheduledExecutorService timer;
  @Inject private PostOverdue postOverdue;
  @Inject private Partitions partitions;
  @Inject private SelfAudit selfAudit;

  private @Nullable List<RepeatedTask> tasks;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public Upkeep() {}

  /** Begins, with these pauses between two looks for what is overdue, and for what changed. */
  void start(Duration sweepInterval, Duration auditInterval) {
    RandomGenerator random = RandomGenerator.getDefault();
    RepeatedTask sweep =
        new RepeatedTask(
            "Posting what is overdue", () -> sweep(sweepInterval), sweepInterval, random, LOG);
    RepeatedTask months =
        new RepeatedTask("Preparing the months to come", this::prepareMonths, HOUR, random, LOG);
    RepeatedTask audit =
        new RepeatedTask(
            "The self-audit",
            () -> selfAudit.auditChanged(auditInterval),
            auditInterval,
            random,
            LOG);
    RepeatedTask requested =
        new RepeatedTask(
            "The self-audit of all wallets",
            () -> selfAudit.auditOnRequest(SOON),
            SOON,
            random,
            LOG);
    tasks = List.of(sweep, months, audit, requested);
    sweep.start(timer, sweepInterval);
    months.start(timer, DAY);
    audit.start(timer, auditInterval);
    requested.start(timer, SOON);
  }

  private Duration sweep(Duration interval) {
    long began = System.nanoTime();
    PostOverdue.Round round = postOverdue.post();
    if (round.failures() > 0) {
      throw new IllegalStateException(round.failures() + " wallets cannot be brought up to date");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    if (round.more()) {
      return BREATH;
    }
    Duration fair = took.multipliedBy(PAUSE_PER_LOOK);
    return fair.compareTo(interval) > 0 ? fair : interval;
  }

  private Duration prepareMonths() {
    partitions.ensure();
    return DAY;
  }

  @PreDestroy
  void stop() {
    if (tasks != null) {
      tasks.forEach(RepeatedTask::stop);
    }
  }
}
