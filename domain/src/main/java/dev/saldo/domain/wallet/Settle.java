package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.ProviderCost;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.SettleOutcome.Flag;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
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

  /** What the usage costs, and what the provider charges for it. */
  record Rated(
      TokenUsage usage,
      Evidence evidence,
      ModelId model,
      Credits credits,
      boolean priced,
      Optional<ProviderCost> cost,
      int costVersion) {}

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
    Hold asked = before.holds().get(hold.number());
    if (asked != null && prices.prices(asked.frozenTerms().priceVersion()).isEmpty()) {
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
      case HELD -> settle(draft, found.get());
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
    Rated rated = rate(open);
    boolean unlimited = open.frozenTerms().enforcement() == Enforcement.UNLIMITED;
    Charge charge = new Charge(draft, open, rated.model());
    Credits due = unlimited ? Credits.ZERO : rated.credits();
    if (charge.isRejected(due)) {
      return refused(draft, new SettleOutcome.OverrunRejected(due, open.credits()));
    }
    charge.take(due);
    count(draft, open, rated, due);
    draft.repayDebt();
    Settled settled = settled(draft, open, rated, charge);
    draft.put(open.ended(settled.state(), Optional.of(new Hold.End(content, settled))));
    draft.record(usageRecord(draft, open, rated, charge, settled.late()));
    return new Decision.Decided<>(settled, draft.change(), true);
  }

  private Rated rate(Hold open) {
    ModelId used = model.orElse(open.route().model());
    Optional<CostList> costs = prices.costsAt(open.createdAt());
    if (usage.isEmpty() && succeeded && open.estimate() instanceof Estimate.OfCredits(var flat)) {
      TokenUsage call = new TokenUsage(1, Map.of(), Map.of());
      return rated(open, call, Evidence.ESTIMATED, used, Optional.of(flat), costs);
    }
    TokenUsage counted = usage.orElseGet(() -> assumed(open));
    Evidence basis = usage.isPresent() ? evidence : assumedEvidence();
    TokenPricing list = prices.prices(open.frozenTerms().priceVersion()).orElseThrow();
    Optional<Credits> price =
        list.find(open.frozenTerms().plan(), open.call().feature(), used)
            .map(row -> row.price().rate(counted).credits());
    return rated(open, counted, basis, used, price, costs);
  }

  private static Rated rated(
      Hold open,
      TokenUsage counted,
      Evidence basis,
      ModelId used,
      Optional<Credits> price,
      Optional<CostList> costs) {
    Credits credits = open.frozenTerms().free() ? Credits.ZERO : price.orElse(Credits.ZERO);
    return new Rated(
        counted,
        basis,
        used,
        credits,
        price.isPresent() || open.frozenTerms().free(),
        costs.flatMap(list -> list.cost(used, counted)),
        costs.map(CostList::version).orElse(0));
  }

  /** What is charged when nobody knows: the estimate for a call that succeeded, else nothing. */
  private TokenUsage assumed(Hold open) {
    return succeeded && open.estimate() instanceof Estimate.OfUsage(var expected)
        ? expected
        : TokenUsage.NOTHING;
  }

  private Evidence assumedEvidence() {
    return succeeded ? Evidence.ESTIMATED : Evidence.NONE;
  }

  /** Use counts in the windows of the authorization, for the provider that really served. */
  private static void count(Draft draft, Hold open, Rated rated, Credits due) {
    if (open.state() == Hold.State.HELD) {
      draft.count(open.freeing());
    }
    TokenUsage used = rated.usage();
    draft.count(open.using(rated.model(), new Demand(used.calls(), used.totalTokens(), due)));
  }

  private Settled settled(Draft draft, Hold open, Rated rated, Charge charge) {
    boolean late = open.state() == Hold.State.EXPIRED;
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (!open.route().candidates().contains(rated.model())) {
      flags.add(Flag.OFF_ROUTE);
    }
    if (!rated.priced()) {
      flags.add(Flag.PRICE_INCOMPLETE);
    }
    if (charge.isObserved()) {
      flags.add(Flag.OBSERVED);
    }
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
        flags,
        draft.standing());
  }

  private UsageRecord usageRecord(
      Draft draft, Hold open, Rated rated, Charge charge, boolean late) {
    Hold.Terms terms = open.frozenTerms();
    return new UsageRecord(
        draft.number(),
        open.number(),
        draft.at(),
        LocalDate.ofInstant(draft.at(), draft.wallet().zone()),
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
        new UsageRecord.Versions(
            terms.plan(), terms.planVersion(), terms.priceVersion(), rated.costVersion()),
        succeeded,
        rated.evidence(),
        late,
        metadata);
  }

  private static Decision<SettleOutcome> refused(Draft draft, SettleOutcome outcome) {
    return new Decision.Decided<>(outcome, draft.change(), false);
  }
}
