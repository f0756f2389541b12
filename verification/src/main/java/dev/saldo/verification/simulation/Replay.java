package dev.saldo.verification.simulation;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.CancelOutcome;
import dev.saldo.domain.wallet.ChangeOutcome;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.ExpireOutcome;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenOutcome;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.ReleaseOutcome;
import dev.saldo.domain.wallet.Settle;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.out.postgres.wallet.Posted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the naive model everything that was stored, in the order in which it was, and compares
 * answers and states; then compares what callers were told with what was stored.
 */
final class Replay {
  private final World world;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Posted> effects = new HashMap<>();
  private final Set<Decision.Decided<?>> stored =
      Collections.newSetFromMap(new IdentityHashMap<>());

  Replay(World world) {
    this.world = world;
  }

  /** What does not agree. */
  List<String> faults() {
    Map<WalletId, ModelWallet> models = new HashMap<>();
    for (Posted posted : world.database().journal()) {
      stored.add(posted.decided());
      follow(posted, models.computeIfAbsent(posted.command().wallet(), _ -> new ModelWallet()));
      remember(posted);
    }
    world.callers().requests().forEach(this::compare);
    return faults;
  }

  private void follow(Posted posted, ModelWallet model) {
    String real =
        words(posted.decided().outcome())
            + ": "
            + ModelWallet.state(posted.decided().change().wallet());
    String naive = model.after(posted);
    if (!real.equals(naive)) {
      faults.add(
          "model: %s: the product says%n  %s, the model%n  %s"
              .formatted(posted.command(), real, naive));
    }
  }

  /** What can have one effect must have one. */
  private void remember(Posted posted) {
    String name = name(posted.command());
    if (posted.decided().effect() && !name.isEmpty() && effects.put(name, posted) != null) {
      faults.add("answers: two effects of " + name);
    }
  }

  private static String name(LedgerCommand<?> command) {
    return switch (command) {
      case OpenWallet open -> "opening of " + open.wallet();
      case Settle settle -> "settlement of " + settle.hold();
      case Release release -> "release of " + release.hold();
      case LedgerCommand<?> other -> other.key().map(key -> nameOf(other.wallet(), key)).orElse("");
    };
  }

  private static String nameOf(WalletId wallet, CommandKey key) {
    return key.operation() + " " + key.key() + " in " + wallet;
  }

  private void compare(Request request) {
    LedgerCommand<?> command = request.command();
    for (Decision<?> answer : request.answers()) {
      boolean isTrue =
          switch (answer) {
            case Decision.Decided<?> decided -> stored.contains(decided);
            case Decision.Replayed<?> replayed -> isFirst(replayed.outcome(), command);
            case Decision.KeyReused<?> _ -> isReused(command);
            case Decision.WalletUnknown<?> _ -> request.isUnknownPossible();
            case Decision.Stale<?> _ -> true;
          };
      if (!isTrue) {
        faults.add(
            "answers: request %d, %s, was told what is not so: %s"
                .formatted(request.number(), command, answer));
      }
    }
  }

  private boolean isFirst(Outcome told, LedgerCommand<?> command) {
    Posted first = effects.get(name(command));
    return first != null
        && isSame(first.command(), command)
        && first.decided().outcome().equals(told);
  }

  private boolean isReused(LedgerCommand<?> command) {
    Posted first = effects.get(name(command));
    return first != null && !isSame(first.command(), command);
  }

  /** Whether two commands of one name ask for the same. */
  private static boolean isSame(LedgerCommand<?> one, LedgerCommand<?> other) {
    if (one instanceof Settle first && other instanceof Settle second) {
      return first.content().equals(second.content());
    }
    return one.key().equals(other.key());
  }

  private static String words(Outcome outcome) {
    return switch (outcome) {
      case OpenOutcome.Opened _ -> "opened";
      case OpenOutcome.AlreadyOpen _ -> "already open";
      case ExpireOutcome _ -> "up to date";
      case GrantOutcome.Granted _ -> "granted";
      case GrantOutcome.ExpiresTooEarly _ -> "too early";
      case PlanChangeOutcome.Changed _ -> "changed";
      case PlanChangeOutcome.Scheduled _ -> "scheduled";
      case PlanChangeOutcome.AlreadyOnPlan _ -> "unchanged";
      case CancelOutcome.Cancelled _ -> "cancelled";
      case CancelOutcome.NothingScheduled _ -> "nothing scheduled";
      case ChangeOutcome _ -> "agreed";
      case AuthorizeOutcome.Held _ -> "held";
      case AuthorizeOutcome.Refused refused ->
          refused.reason() instanceof AuthorizeOutcome.InsufficientCredits
              ? "refused"
              : refused.reason().toString();
      case SettleOutcome.Settled _ -> "settled";
      case SettleOutcome.AlreadySettled _ -> "already settled";
      case SettleOutcome.AlreadyReleased _ -> "already released";
      case SettleOutcome.OverrunRejected _ -> "rejected";
      case SettleOutcome.HoldUnknown _ -> "hold unknown";
      case ReleaseOutcome.Released _ -> "released";
      case ReleaseOutcome.AlreadyExpired _ -> "already expired";
      case Outcome other -> other.toString();
    };
  }
}
