package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.time.Instant;
import java.util.List;

/**
 * A wallet as it is at an instant: what time has made due is taken into account although nobody has
 * posted it yet.
 *
 * @param grants the live ones
 * @param holds those that were looked at
 * @param change what posting would store
 */
public record UpToDate(
    Wallet wallet, Standing standing, List<Grant> grants, List<Hold> holds, Change change) {
  public UpToDate {
    grants = List.copyOf(grants);
    holds = List.copyOf(holds);
  }

  /** The wallet of the snapshot, which must have one, at {@code clock}. */
  public static UpToDate of(Snapshot snapshot, Instant clock) {
    Draft draft =
        Draft.upToDate(snapshot, snapshot.wallet().orElseThrow().timeAt(clock), Actor.SYSTEM);
    Standing standing = draft.standing();
    Change change = draft.change();
    return new UpToDate(
        draft.wallet(),
        standing,
        draft.grants().stream().filter(Grant::isLive).toList(),
        List.copyOf(snapshot.after(change).holds().values()),
        change);
  }

  /** How much of what the plan gave in this cycle is neither free nor held. */
  public Credits cycleUsed() {
    Credits left =
        grants.stream()
            .filter(grant -> grant.source() == GrantSource.PLAN)
            .filter(grant -> !grant.createdAt().isBefore(wallet.cycle().start()))
            .map(grant -> grant.buckets().live())
            .reduce(Credits.ZERO, Credits::plus);
    return wallet.cycleGranted().minusOrZero(left);
  }
}
