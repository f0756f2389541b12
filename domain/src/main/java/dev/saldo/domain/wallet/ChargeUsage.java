package dev.saldo.domain.wallet;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.PlanVersion;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.wallet.UsageOutcome.Charged;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Charges usage that had no hold, after the fact.
 *
 * <p>It is rated with the plan and the prices of its own time, and counts in the windows of its own
 * time. Credits, policy and limits are those of its arrival: what is available pays first, then the
 * overrun policy decides as for a late settlement. It has happened, so no limit refuses it, and a
 * frozen or suspended wallet is charged all the same. Cycles that have ended stay as they are. The
 * same event again gets the first answer.
 *
 * @param content the digest of what is reported, which tells the same event from another one
 * @param serving which model served it, as the matrix says
 * @param free whether the feature costs nothing
 * @param limits the rules of the catalogue that are about it, whichever model served it
 * @param terms the plan on which the limits were looked up
 * @param prices every price list that may have applied
 */
public record ChargeUsage(
    TenantId tenant,
    WalletId wallet,
    Actor actor,
    UsageEvent event,
    Sha256 content,
    Serving serving,
    boolean free,
    List<Limit> limits,
    int catalogVersion,
    PlanTerms terms,
    PriceBook prices)
    implements LedgerCommand<UsageOutcome> {

  /** How long ago it may have been used. */
  public static final Duration PAST_MAX = Duration.ofDays(35);

  /** How far the reporter's clock may be ahead. */
  public static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  public ChargeUsage {
    limits = List.copyOf(limits);
  }

  @Override
  public Optional<CommandKey> key() {
    return Optional.of(event.name().key(content));
  }

  @Override
  public Class<UsageOutcome> outcomeType() {
    return UsageOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return Reads.NOTHING;
  }

  @Override
  public Decision<UsageOutcome> decide(Snapshot before, Instant now) {
    Wallet locked = before.wallet().orElseThrow();
    if (before.catalogVersion() != catalogVersion || !locked.termsAt(now).sameVersionAs(terms)) {
      return new Decision.Stale<>();
    }
    Draft draft = Draft.upToDate(before, now, actor);
    if (!accepts(event.at(), draft.at())) {
      return refused(
          draft,
          new UsageOutcome.OutsideTime(draft.at().minus(PAST_MAX), draft.at().plus(AHEAD_MAX)));
    }
    return switch (serving) {
      case Serving.Unknown(var reason) -> refused(draft, new UsageOutcome.NoRoute(reason));
      case Serving.ByModel served -> charge(draft, served);
    };
  }

  /** Whether usage of an instant may be reported now. */
  public static boolean accepts(Instant used, Instant now) {
    return !used.isBefore(now.minus(PAST_MAX)) && !used.isAfter(now.plus(AHEAD_MAX));
  }

  private static Decision<UsageOutcome> refused(Draft draft, UsageOutcome outcome) {
    return new Decision.Decided<>(outcome, draft.change(), false);
  }

  private Decision<UsageOutcome> charge(Draft draft, Serving.ByModel served) {
    PlanTerms current = draft.wallet().terms();
    Enforcement enforcement = served.enforcement().orElse(current.enforcement());
    PlanVersion plan = draft.wallet().planAt(event.at());
    Rated.Tariff tariff = new Rated.Tariff(plan.plan(), enforcement, free, prices);
    Rated rated = Rated.of(event, tariff, served.model());
    DirectCharge charge =
        new DirectCharge(
            draft,
            new DirectCharge.Policy(current.overrun(), enforcement),
            new DirectCharge.Use(event.call().feature(), rated.model(), 0, Optional.empty()));
    charge.take(rated.due());
    Moment moment = draft.wallet().momentOf(event.at());
    List<CounterKey> counted =
        new CallLimits(event.call(), limits, enforcement).countedBy(rated.model(), moment);
    draft.count(counted.stream().map(key -> used(key, rated.demand())).toList());
    draft.repayDebt();
    Charged charged = charged(draft, rated, charge, served);
    draft.record(usageRecord(draft, rated, charged, served, direct(draft, counted)));
    return new Decision.Decided<>(charged, draft.change(), true);
  }

  private static CounterDelta used(CounterKey key, Demand demand) {
    return new CounterDelta(key, demand.of(key.meter()), 0);
  }

  private Charged charged(Draft draft, Rated rated, DirectCharge charge, Serving.ByModel served) {
    return new Charged(
        new UsageEventId(wallet, draft.number()),
        draft.at(),
        event.at(),
        draft.wallet().planAt(event.at()),
        rated.model(),
        rated.credits(),
        charge.charged(),
        charge.lines(),
        charge.debt(),
        charge.notCharged(),
        rated.cost(),
        priceVersion(),
        rated.flags(served.candidates(), charge.isObserved()),
        draft.standing());
  }

  private UsageRecord usageRecord(
      Draft draft,
      Rated rated,
      Charged charged,
      Serving.ByModel served,
      UsageRecord.Direct direct) {
    ZoneId zone = draft.wallet().momentOf(event.at()).calendar().zone();
    return new UsageRecord(
        draft.number(),
        OptionalLong.empty(),
        draft.at(),
        LocalDate.ofInstant(event.at(), zone),
        event.call().user(),
        event.call().feature(),
        event.call().activity(),
        rated.model(),
        served.role(),
        rated.usage(),
        rated.credits(),
        charged.charged(),
        charged.notCharged(),
        rated.cost(),
        rated.versions(charged.plan(), priceVersion()),
        event.succeeded(),
        rated.evidence(),
        false,
        event.call().metadata(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(direct));
  }

  private UsageRecord.Direct direct(Draft draft, List<CounterKey> counted) {
    PlanTerms current = draft.wallet().terms();
    return new UsageRecord.Direct(
        event.name().source(),
        event.name().id(),
        event.at(),
        current.named(),
        current.overrun(),
        counted);
  }

  private int priceVersion() {
    return prices.pricesAt(event.at()).version();
  }
}
