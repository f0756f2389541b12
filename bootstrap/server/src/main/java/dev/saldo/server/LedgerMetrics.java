package dev.saldo.server;

import dev.saldo.domain.wallet.Adjust;
import dev.saldo.domain.wallet.Amend;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.ChangeCycle;
import dev.saldo.domain.wallet.ChangeFreeze;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeZone;
import dev.saldo.domain.wallet.ChargeUsage;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.EntryKind;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.Extend;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.ReleaseOutcome;
import dev.saldo.domain.wallet.Settle;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.domain.wallet.VoidGrant;
import dev.saldo.out.postgres.wallet.GroupCommitLedger;
import dev.saldo.out.postgres.wallet.LedgerWatch;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** What the ledger did since this process started, in figures. Names and tags are stable. */
final class LedgerMetrics implements LedgerWatch {
  private static final String PREFIX = "saldo_ledger_";
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** One counter for each value of a tag. */
  private record Counters(
      MetricRegistry registry, Metadata metadata, String tag, Map<String, Counter> byValue) {
    Counters(MetricRegistry registry, Metadata metadata, String tag) {
      this(registry, metadata, tag, new ConcurrentHashMap<>());
    }

    void count(String value) {
      byValue.computeIfAbsent(value, each -> registry.counter(metadata, new Tag(tag, each))).inc();
    }
  }

  private final MetricRegistry registry;
  private final Histogram batch;
  private final Timer wait;
  private final Timer commit;
  private final Counters commands;
  private final Counters refusals;
  private final Counter opened;
  private final Counters ended;
  private final Counter shed;
  private final Counter repeated;

  LedgerMetrics(MetricRegistry registry) {
    this.registry = registry;
    this.batch =
        registry.histogram(described("batch_commands", "Commands decided in one transaction"));
    this.wait =
        registry.timer(described("wait", "How long the first command of a batch had waited"));
    this.commit = registry.timer(described("commit", "From the begin of a batch to its commit"));
    this.commands =
        new Counters(registry, described("commands_total", "Commands answered"), "command");
    this.refusals = new Counters(registry, described("refusals_total", "Calls refused"), "reason");
    this.opened = registry.counter(described("holds_opened_total", "Holds made"));
    this.ended = new Counters(registry, described("holds_ended_total", "Holds ended"), "by");
    this.shed =
        registry.counter(described("shed_total", "Commands turned away: too many were waiting"));
    this.repeated =
        registry.counter(described("repeated_total", "Commands that were run once more"));
  }

  private static Metadata described(String name, String description) {
    return Metadata.builder().withName(PREFIX + name).withDescription(description).build();
  }

  /** Shows the queues of a ledger as they are whenever somebody looks. */
  void showQueuesOf(GroupCommitLedger ledger) {
    for (int shard = 0; shard < ledger.queues().size(); shard++) {
      int number = shard;
      Tag tag = new Tag("shard", Integer.toString(shard));
      registry.gauge(
          described("queue_depth", "Commands that wait"),
          () -> ledger.queues().get(number).depth(),
          tag);
      registry.gauge(
          described("queue_age_seconds", "How long the first of them has waited"),
          () -> (double) ledger.queues().get(number).age().toNanos() / NANOS_PER_SECOND,
          tag);
    }
  }

  @Override
  public void committed(int commandCount, Duration waited, Duration took) {
    batch.update(commandCount);
    wait.update(waited);
    commit.update(took);
  }

  @Override
  public void answered(LedgerCommand<?> command, Decision<?> decision) {
    commands.count(name(command));
    if (decision instanceof Decision.Decided<?> decided) {
      switch (decided.outcome()) {
        case AuthorizeOutcome.Held _ -> opened.inc();
        case AuthorizeOutcome.Refused refused -> refusals.count(RefusalCode.of(refused.reason()));
        case SettleOutcome.Settled settled when !settled.late() -> ended.count("settle");
        case ReleaseOutcome.Released _ -> ended.count("release");
        default -> {
          // Nothing but what expired before it is counted of any other.
        }
      }
      decided.change().holds().forEach(hold -> countExpiry(hold, decided.change()));
    }
  }

  private void countExpiry(Hold hold, Change change) {
    if (hold.state() == Hold.State.EXPIRED && (hold.end().isEmpty() || expiredIn(change, hold))) {
      ended.count("expiry");
    }
  }

  /** Whether a hold that was settled late had expired only now; else it was counted before. */
  private static boolean expiredIn(Change change, Hold hold) {
    return change.entries().stream()
        .anyMatch(
            entry ->
                entry.kind() == EntryKind.RETURN
                    && entry.hold().equals(OptionalLong.of(hold.number())));
  }

  @Override
  public void shed() {
    shed.inc();
  }

  @Override
  public void repeated(int commandCount) {
    repeated.inc(commandCount);
  }

  private static String name(LedgerCommand<?> command) {
    return switch (command) {
      case OpenWallet _ -> "open_wallet";
      case ChangePlan _ -> "change_plan";
      case CancelPlanChange _ -> "cancel_plan_change";
      case ChangeZone _ -> "change_zone";
      case ChangeCycle _ -> "change_cycle";
      case IssueGrant _ -> "issue_grant";
      case VoidGrant _ -> "void_grant";
      case Adjust _ -> "adjust";
      case ChangeFreeze _ -> "change_freeze";
      case Authorize _ -> "authorize";
      case Settle _ -> "settle";
      case Release _ -> "release";
      case Extend _ -> "extend";
      case Amend _ -> "amend";
      case ChargeUsage _ -> "charge_usage";
      case ExpireDue _ -> "expire_due";
    };
  }
}
