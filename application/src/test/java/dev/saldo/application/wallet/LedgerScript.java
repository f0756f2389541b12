package dev.saldo.application.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A random but repeatable life of a few wallets: the same seed gives the same commands, as long as
 * the ledger answers the same. Everything that {@link ScriptTally} knows of occurs: duplicates,
 * reused keys, unknown holds, other tenants, expiry, late settlements, plan and zone changes, usage
 * without a hold, corrections by hand, freezes, stale preparations and steps of the clock, also
 * backwards.
 */
public final class LedgerScript {
  private static final int RECENT_MAX = 40;

  private final Random random;
  private final RandomCommands commands;
  private final List<WalletId> wallets = new ArrayList<>();
  private final Map<WalletId, PlanTerms> plans = new HashMap<>();
  private final Map<WalletId, Waiting> scheduled = new HashMap<>();
  private final List<HoldId> holds = new ArrayList<>();
  private final List<GrantId> grants = new ArrayList<>();
  private final List<LedgerCommand<?>> recent = new ArrayList<>();

  /** One thing that happens. */
  public sealed interface Step {
    /** A command is submitted. */
    record Submit(LedgerCommand<?> command) implements Step {}

    /** Time moves. */
    record Advance(Duration by) implements Step {}
  }

  /** A plan that begins later. */
  private record Waiting(Instant from, PlanTerms terms) {}

  /** A life from this seed, in wallets with these ids. */
  public LedgerScript(long seed, List<WalletId> wallets) {
    this.random = new Random(seed);
    this.commands = new RandomCommands(random);
    this.wallets.addAll(wallets);
  }

  /** What happens next. */
  public Step next(Instant now) {
    for (WalletId wallet : wallets) {
      if (!plans.containsKey(wallet)) {
        plans.put(wallet, RandomCommands.FIRST_PLAN);
        return new Step.Submit(Samples.open(wallet, RandomCommands.FIRST_PLAN));
      }
    }
    if (random.nextInt(8) == 0) {
      return new Step.Advance(step());
    }
    if (!recent.isEmpty() && random.nextInt(10) == 0) {
      return new Step.Submit(recent.get(random.nextInt(recent.size())));
    }
    LedgerCommand<?> command = command(now);
    recent.add(command);
    if (recent.size() > RECENT_MAX) {
      recent.removeFirst();
    }
    return new Step.Submit(command);
  }

  /** Tells the script how the ledger answered, so that it can go on with what was made. */
  public void answered(LedgerCommand<?> command, Decision<?> decision) {
    if (decision instanceof Decision.Decided<?> decided) {
      if (decided.outcome() instanceof AuthorizeOutcome.Held held) {
        remember(held.id(), holds);
      }
      decided.change().grants().forEach(grant -> remember(grant.id(), grants));
      if (command instanceof ChangePlan change) {
        note(change, decided.outcome());
      }
      if (command instanceof CancelPlanChange cancel) {
        scheduled.remove(cancel.wallet());
      }
    }
  }

  private static <T> void remember(T made, List<T> some) {
    some.remove(made);
    some.add(made);
    if (some.size() > RECENT_MAX) {
      some.removeFirst();
    }
  }

  private void note(ChangePlan change, Outcome outcome) {
    if (outcome instanceof PlanChangeOutcome.Scheduled(PlanChange plan, var _, var _)) {
      scheduled.put(change.wallet(), new Waiting(plan.at(), change.terms()));
    } else if (outcome instanceof PlanChangeOutcome.Changed) {
      scheduled.remove(change.wallet());
      plans.put(change.wallet(), change.terms());
    }
  }

  private PlanTerms plan(WalletId wallet, Instant now) {
    Waiting next = scheduled.get(wallet);
    if (next != null && !now.isBefore(next.from())) {
      scheduled.remove(wallet);
      plans.put(wallet, next.terms());
    }
    return plans.get(wallet);
  }

  private Duration step() {
    return switch (random.nextInt(40)) {
      case 0 -> Duration.ofDays(random.nextInt(40));
      case 1, 2 -> Duration.ofHours(random.nextInt(30));
      case 3 -> Duration.ofSeconds(-random.nextInt(3600));
      default -> Duration.ofMillis(random.nextInt(150_000));
    };
  }

  private LedgerCommand<?> command(Instant now) {
    WalletId wallet = wallets.get(random.nextInt(wallets.size()));
    return switch (random.nextInt(41)) {
      case 0, 1 -> commands.grant(wallet, now);
      case 25, 26 -> commands.byHand(wallet, grant());
      case 28, 29, 30 -> commands.chargeUsage(wallet, plan(wallet, now), now);
      case 2 -> commands.changePlan(wallet);
      case 3 -> commands.maintain(wallet);
      case 4 -> commands.ofAnotherTenant(wallet, hold(wallet));
      case 5, 6, 7 -> commands.release(hold(wallet));
      case 8, 9, 10, 11, 12, 13, 14 -> commands.settle(hold(wallet));
      case 15, 16, 17 -> commands.extend(hold(wallet));
      case 18, 19, 20, 21 -> commands.amend(hold(wallet));
      case 22, 23, 24, 27 -> {
        HoldId run = hold(wallet);
        yield commands.child(run, plan(run.wallet(), now));
      }
      default -> commands.authorize(wallet, plan(wallet, now));
    };
  }

  /** Mostly one of the grants that moved last, now and then one that is not there. */
  private Optional<GrantId> grant() {
    return grants.isEmpty() || random.nextInt(10) == 0
        ? Optional.empty()
        : Optional.of(grants.get(random.nextInt(grants.size())));
  }

  /** Mostly one of the last holds, now and then one that is not there. */
  private HoldId hold(WalletId wallet) {
    if (holds.isEmpty() || random.nextInt(30) == 0) {
      return new HoldId(wallet, random.nextInt(1000));
    }
    int newest = Math.min(holds.size(), random.nextInt(4) == 0 ? RECENT_MAX : 8);
    return holds.get(holds.size() - 1 - random.nextInt(newest));
  }
}
