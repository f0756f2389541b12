package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Gives up a hold without a charge. Releasing again answers as the first time, whoever asks. The
 * hold keeps the digest of who released it and why, so that it can be told whose release it was.
 *
 * @param why for people; not part of what makes two releases the same
 */
public record Release(
    TenantId tenant, HoldId hold, Optional<CommandKey> key, Actor actor, Optional<String> why)
    implements LedgerCommand<ReleaseOutcome> {

  @Override
  public WalletId wallet() {
    return hold.wallet();
  }

  @Override
  public Class<ReleaseOutcome> outcomeType() {
    return ReleaseOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return new Reads(Set.of(hold.number()), Set.of());
  }

  @Override
  public Decision<ReleaseOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    Optional<Hold> found = draft.hold(hold.number());
    if (found.isEmpty()) {
      return refused(new SettleOutcome.HoldUnknown(), draft);
    }
    return switch (found.get().state()) {
      case HELD ->
          found.get().openChildren() > 0
              ? refused(new SettleOutcome.ChildrenOpen(found.get().openChildren()), draft)
              : release(draft, found.get());
      case SETTLED -> refused(new SettleOutcome.AlreadySettled(), draft);
      case EXPIRED -> refused(new ReleaseOutcome.AlreadyExpired(), draft);
      case RELEASED ->
          new Decision.Replayed<>(outcomeType().cast(found.get().end().orElseThrow().answer()));
    };
  }

  private Decision<ReleaseOutcome> release(Draft draft, Hold open) {
    draft.begin(draft.at(), actor, why);
    Credits returned = Credits.ZERO;
    for (Hold.Line line : open.lines()) {
      returned = returned.plus(draft.giveBack(open, line, line.credits()));
    }
    draft.giveBackUncovered(open, open.uncovered());
    draft.count(open.freeing());
    draft.repayDebt();
    ReleaseOutcome outcome =
        new ReleaseOutcome.Released(hold, draft.at(), returned, draft.standing());
    if (open.parent().isPresent()) {
      RunFunds.of(draft, open).tell(Run::ended);
    }
    draft.put(
        open.ended(Hold.State.RELEASED, Optional.of(new Hold.End(digest(actor, why), outcome))));
    return new Decision.Decided<>(outcome, draft.change(), true);
  }

  /** Whether a hold was released by somebody for a reason. */
  public static boolean released(Hold hold, Actor actor, Optional<String> why) {
    return hold.state() == Hold.State.RELEASED
        && hold.end().filter(end -> end.content().equals(digest(actor, why))).isPresent();
  }

  private static Sha256 digest(Actor actor, Optional<String> why) {
    String who = actor.id() + why.map("\n"::concat).orElse("");
    return Sha256.of(who.getBytes(StandardCharsets.UTF_8));
  }

  private static Decision<ReleaseOutcome> refused(ReleaseOutcome outcome, Draft draft) {
    return new Decision.Decided<>(outcome, draft.change(), false);
  }
}
