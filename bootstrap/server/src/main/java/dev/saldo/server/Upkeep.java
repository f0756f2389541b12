package dev.saldo.server;

import dev.saldo.application.wallet.PostOverdue;
import dev.saldo.out.postgres.Partitions;
import dev.saldo.out.postgres.Retention;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen without anybody calling: overdue things are posted, months are prepared and
 * dropped, the ledger audits itself.
 */
@ApplicationScoped
public class Upkeep {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Between two looks for audits that were asked for. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Until locks that were not to be had are asked for again. */
  private static final Duration BUSY = Duration.ofSeconds(30);

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
  @Inject private Retention retention;
  @Inject private SelfAudit selfAudit;

  private @Nullable List<RepeatedTask> tasks;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public Upkeep() {}

  /**
   * Begins, with these pauses between two looks for what is overdue, and for what changed.
   *
   * @param retentionMonths whole months before the current one that are kept; empty for all
   */
  void start(Duration sweepInterval, Duration auditInterval, OptionalInt retentionMonths) {
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
    RepeatedTask drop =
        new RepeatedTask(
            "Dropping months that are too old",
            () -> dropMonth(retentionMonths.orElseThrow()),
            HOUR,
            random,
            LOG);
    tasks = List.of(sweep, months, audit, requested, drop);
    sweep.start(timer, sweepInterval);
    months.start(timer, DAY);
    audit.start(timer, auditInterval);
    requested.start(timer, SOON);
    if (retentionMonths.isPresent()) {
      drop.start(timer, SOON);
    }
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

  private Duration dropMonth(int keepMonths) {
    return switch (retention.dropOldest(keepMonths)) {
      case Retention.Result.Dropped(YearMonth month, long wallets) -> {
        LOG.log(
            System.Logger.Level.INFO,
            "Entries and operations of {0} were dropped; {1} wallets have new checkpoints",
            month,
            wallets);
        yield SOON;
      }
      case Retention.Result.Busy() -> BUSY;
      case Retention.Result.NothingDue() -> HOUR;
      case Retention.Result.FindingsStand(long findings) ->
          throw new IllegalStateException(
              "no month is dropped while findings of the self-audit stand, and "
                  + findings
                  + " do");
    };
  }

  @PreDestroy
  void stop() {
    if (tasks != null) {
      tasks.forEach(RepeatedTask::stop);
    }
  }
}
