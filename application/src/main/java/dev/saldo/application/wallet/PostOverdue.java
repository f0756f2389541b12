package dev.saldo.application.wallet;

import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.ExpireOutcome;
import java.util.List;
import java.util.Optional;

/**
 * Posts what time has made due in wallets that nobody calls: holds that expire, grants that lapse
 * or arrive, cycles that begin. Any number of instances may do it at once, since a wallet that is
 * up to date is left as it is.
 */
public final class PostOverdue {
  private final DueWallets due;
  private final Ledger ledger;
  private final int walletsMax;

  /**
   * Posts through a ledger.
   *
   * @param walletsMax wallets of one round
   */
  public PostOverdue(DueWallets due, Ledger ledger, int walletsMax) {
    this.due = due;
    this.ledger = ledger;
    this.walletsMax = walletsMax;
  }

  /**
   * What a round did.
   *
   * @param wallets how many were looked at
   * @param entries how many entries that took; fewer are counted when a wallet failed
   * @param failures how many wallets could not be brought up to date, and are found again
   * @param more whether as many were found as a round may take
   */
  public record Round(int wallets, int entries, int failures, boolean more) {}

  /**
   * Does one round.
   *
   * @throws dev.saldo.application.UnavailableException if the store does not answer or the ledger
   *     is too busy
   */
  public Round post() {
    List<DueWallets.Due> found = due.find(walletsMax);
    List<ExpireDue> commands =
        found.stream().map(each -> new ExpireDue(each.tenant(), each.wallet())).toList();
    int entries = 0;
    int failures = 0;
    for (Optional<Decision<?>> decision : submit(commands)) {
      if (decision.isPresent()
          && decision.get() instanceof Decision.Decided<?> decided
          && decided.outcome() instanceof ExpireOutcome.UpToDate posted) {
        entries += posted.entries();
      } else {
        failures++;
      }
    }
    return new Round(found.size(), entries, failures, found.size() >= walletsMax);
  }

  /** All together, or one by one when that fails, so that one wallet does not stop the others. */
  private List<Optional<Decision<?>>> submit(List<ExpireDue> commands) {
    try {
      return ledger.submitAll(commands).stream().<Optional<Decision<?>>>map(Optional::of).toList();
    } catch (IllegalStateException _) {
      return commands.stream().map(this::submit).toList();
    }
  }

  private Optional<Decision<?>> submit(ExpireDue command) {
    try {
      return Optional.of(ledger.submit(command));
    } catch (IllegalStateException _) {
      return Optional.empty();
    }
  }
}
