package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings credits into a wallet. Debt is repaid from them first, unless they are promotional or
 * scoped. A grant that becomes effective later is scheduled and arrives by itself.
 */
public record IssueGrant(
    TenantId tenant,
    WalletId wallet,
    Optional<CommandKey> key,
    Actor actor,
    Credits credits,
    GrantSource source,
    int priority,
    Optional<Instant> effectiveAt,
    Optional<Instant> expiresAt,
    Scope scope,
    Optional<Money> paid,
    Optional<String> reason)
    implements LedgerCommand<GrantOutcome> {

  @Override
  public Class<GrantOutcome> outcomeType() {
    return GrantOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<GrantOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    Instant effective = effectiveAt.filter(time -> time.isAfter(now)).orElse(now);
    if (expiresAt.filter(time -> !time.isAfter(effective)).isPresent()) {
      return new Decision.Decided<>(new GrantOutcome.ExpiresTooEarly(), draft.change(), false);
    }
    if (credits.exceeds(draft.issuable())) {
      return new Decision.Decided<>(new GrantOutcome.BalanceTooLarge(), draft.change(), false);
    }
    draft.begin(now, actor, reason);
    GrantId id = new GrantId(wallet, draft.number());
    draft.issue(
        new Grant(
            id,
            source,
            credits,
            priority,
            now,
            effective,
            expiresAt,
            scope,
            paid,
            reason,
            effective.isAfter(now),
            Grant.Buckets.EMPTY));
    Credits repaid = draft.repayDebt();
    Grant grant = draft.grant(id.number());
    return new Decision.Decided<>(
        new GrantOutcome.Granted(grant, repaid, draft.standing()), draft.change(), true);
  }
}
