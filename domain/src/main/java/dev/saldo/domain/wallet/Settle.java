package dev.saldo.domain.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Charges a call for what it really used, at the prices frozen with its hold.
 *
 * <p>At most one settlement counts. The same one again gets the first answer; another one is
 * refused. One that comes at or after the hold's expiry is late: it is charged from what is
 * available, the hold stays expired.
 *
 * @param content the digest of what the caller asked
 * @param usage what was used; empty when nothing is known, then the estimate is charged
 * @param model the model really used, if it was not the route
 * @param prices every price list that a live hold may refer to
 */
public record Settle(
    TenantId tenant,
    HoldId hold,
    Optional<CommandKey> key,
    Sha256 content,
    Actor actor,
    Optional<TokenUsage> usage,
    Evidence evidence,
    Optional<ModelId> model,
    boolean succeeded,
    Map<String, String> metadata,
    PriceBook prices)
    implements LedgerCommand<SettleOutcome> {

  @Override
  public WalletId wallet() {
    return hold.wallet();
  }

  @Override
  public Class<SettleOutcome> outcomeType() {
    return SettleOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return new Reads(Set.of(hold.number()), Set.of());
  }

  @Override
  public Decision<SettleOutcome> decide(Snapshot before, Instant now) {
    if (Rated.lacksPrices(prices, before, hold)) {
      return new Decision.Stale<>();
    }
    Draft draft = Draft.upToDate(before, now, actor);
    Optional<Hold> found = draft.hold(hold.number());
    if (found.isEmpty()) {
      return refused(draft, new SettleOutcome.HoldUnknown());
    }
    Optional<Hold.End> first = found.get().end();
    return switch (found.get().state()) {
      case RELEASED -> refused(draft, new SettleOutcome.AlreadyReleased());
      case HELD ->
          found.get().openChildren() > 0
              ? refused(draft, new SettleOutcome.ChildrenOpen(found.get().openChildren()))
              : settle(draft, found.get());
      case SETTLED, EXPIRED -> {
        if (first.isEmpty()) {
          yield settle(draft, found.get());
        }
        yield first.get().content().equals(content)
            ? new Decision.Replayed<>(outcomeType().cast(first.get().answer()))
            : refused(draft, new SettleOutcome.AlreadySettled());
      }
    };
  }

  private Decision<SettleOutcome> settle(Draft draft, Hold open) {
    Rated rated = Rated.of(open, new Rated.Report(usage, evidence, model, succeeded), prices);
    Charge charge = new Charge(draft, open, rated.model());
    if (charge.isRejected(rated.due())) {
      return refused(draft, new SettleOutcome.OverrunRejected(rated.due(), open.credits()));
    }
    charge.take(rated.due());
    count(draft, open, rated);
    draft.repayDebt();
    Settled settled = settled(draft, open, rated, charge);
    draft.put(open.ended(settled.state(), Optional.of(new Hold.End(content, settled))));
    if (open.parent().isPresent()) {
      RunFunds.of(draft, open)
          .tell(
              run -> (settled.late() ? run : run.ended()).with(settled.charged(), settled.cost()));
    }
    draft.record(usageRecord(draft, open, rated, charge, settled.late()));
    return new Decision.Decided<>(settled, draft.change(), true);
  }

  /** Use counts in the windows of the authorization, for the provider that really served. */
  private static void count(Draft draft, Hold open, Rated rated) {
    if (open.state() == Hold.State.HELD) {
      draft.count(open.freeing());
    }
    draft.count(open.using(rated.model(), rated.demand()));
  }

  private Settled settled(Draft draft, Hold open, Rated rated, Charge charge) {
    boolean late = open.state() == Hold.State.EXPIRED;
    return new Settled(
        hold,
        late ? Hold.State.EXPIRED : Hold.State.SETTLED,
        draft.at(),
        rated.credits(),
        charge.charged(),
        charge.lines(),
        charge.debt(),
        charge.returned(),
        charge.notCharged(),
        rated.cost(),
        open.frozenTerms().priceVersion(),
        late,
        rated.flags(open.route().candidates(), charge.isObserved()),
        draft.standing(),
        estimated(draft, rated));
  }

  private static Optional<SettleOutcome.Estimated> estimated(Draft draft, Rated rated) {
    return rated.evidence() == Evidence.ESTIMATED
        ? Optional.of(new SettleOutcome.Estimated(rated.usage(), rated.model(), draft.today()))
        : Optional.empty();
  }

  private UsageRecord usageRecord(
      Draft draft, Hold open, Rated rated, Charge charge, boolean late) {
    return new UsageRecord(
        draft.number(),
        OptionalLong.of(open.number()),
        draft.at(),
        draft.today(),
        open.call().user(),
        open.call().feature(),
        open.call().activity(),
        rated.model(),
        open.route().role(),
        rated.usage(),
        rated.credits(),
        charge.charged(),
        charge.notCharged(),
        rated.cost(),
        rated.versions(open),
        succeeded,
        rated.evidence(),
        late,
        metadata,
        open.parent(),
        Optional.empty(),
        Optional.empty());
  }

  private static Decision<SettleOutcome> refused(Draft draft, SettleOutcome outcome) {
    return new Decision.Decided<>(outcome, draft.change(), false);
  }
}
