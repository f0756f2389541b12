package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Corrects a wallet by hand. What is added comes in as a grant that never lapses and may be used
 * for everything; it repays debt first. What is taken comes from what is available, whatever its
 * source and scope, in burn order; more than that is refused, and nothing is taken.
 *
 * @param reason for people; every entry carries it
 */
public record Adjust(
    TenantId tenant,
    WalletId wallet,
    Optional<CommandKey> key,
    Actor actor,
    Adjustment adjustment,
    String reason)
    implements LedgerCommand<AdjustOutcome> {

  @Override
  public Class<AdjustOutcome> outcomeType() {
    return AdjustOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<AdjustOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    Credits credits = adjustment.credits();
    return switch (adjustment.direction()) {
      case ADD ->
          credits.exceeds(draft.issuable())
              ? refused(new GrantOutcome.BalanceTooLarge(), draft)
              : add(draft, credits);
      case TAKE -> {
        Credits available = draft.wallet().balances().available();
        yield credits.exceeds(available)
            ? refused(new AdjustOutcome.InsufficientAvailable(available), draft)
            : take(draft, credits);
      }
    };
  }

  private Decision<AdjustOutcome> add(Draft draft, Credits credits) {
    draft.begin(draft.at(), actor, Optional.of(reason));
    draft.issue(
        new Grant(
            new GrantId(wallet, draft.number()),
            GrantSource.ADJUSTMENT,
            credits,
            Grant.DEFAULT_PRIORITY,
            draft.at(),
            draft.at(),
            Optional.empty(),
            Scope.ALL,
            Optional.empty(),
            Optional.of(reason),
            false,
            Grant.Buckets.EMPTY));
    Hold.Line line = new Hold.Line(draft.number(), GrantSource.ADJUSTMENT, credits);
    return adjusted(draft, List.of(line), draft.repayDebt());
  }

  private Decision<AdjustOutcome> take(Draft draft, Credits credits) {
    draft.begin(draft.at(), actor, Optional.of(reason));
    List<Grant> payers =
        draft.grants().stream()
            .filter(grant -> grant.usableAt(draft.at()))
            .sorted(Grant.BURN_ORDER)
            .toList();
    return adjusted(
        draft,
        draft.takeAvailable(EntryKind.ADJUSTMENT, Account.VOIDED, credits, payers, 0),
        Credits.ZERO);
  }

  private Decision<AdjustOutcome> adjusted(Draft draft, List<Hold.Line> lines, Credits repaid) {
    return new Decision.Decided<>(
        new AdjustOutcome.Adjusted(
            adjustment, reason, lines, repaid, draft.at(), draft.standing(), draft.number()),
        draft.change(),
        true);
  }

  private static Decision<AdjustOutcome> refused(AdjustOutcome outcome, Draft draft) {
    return new Decision.Decided<>(outcome, draft.change(), false);
  }
}
