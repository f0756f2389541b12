package dev.saldo.domain.wallet;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.wallet.SettleOutcome.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Corrects a settlement that rested on an estimate, once, within 35 days, at the prices frozen with
 * the hold. What was too much goes back to the grants that paid; what was too little is charged as
 * an overrun. The same correction again gets the first answer.
 *
 * @param content the digest of what the caller asked
 * @param report what was really used
 * @param prices every price list that a hold of the last 36 days may refer to
 */
public record Amend(
    TenantId tenant,
    HoldId hold,
    Optional<CommandKey> key,
    Sha256 content,
    Actor actor,
    Report report,
    Map<String, String> metadata,
    PriceBook prices)
    implements LedgerCommand<AmendOutcome> {

  /** How long after its settlement a call can be corrected. */
  public static final Duration TIME_MAX = Duration.ofDays(35);

  /** What is told of a call once it is known. */
  public record Report(
      dev.saldo.domain.pricing.TokenUsage usage,
      Evidence evidence,
      Optional<dev.saldo.domain.ModelId> model,
      boolean succeeded) {
    private Rated.Report rated() {
      return new Rated.Report(Optional.of(usage), evidence, model, succeeded);
    }
  }

  public Amend {
    metadata = Map.copyOf(metadata);
  }

  @Override
  public WalletId wallet() {
    return hold.wallet();
  }

  @Override
  public Class<AmendOutcome> outcomeType() {
    return AmendOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return new Reads(Set.of(hold.number()), Set.of());
  }

  @Override
  public Decision<AmendOutcome> decide(Snapshot before, Instant now) {
    if (Rated.lacksPrices(prices, before, hold)) {
      return new Decision.Stale<>();
    }
    Draft draft = Draft.upToDate(before, now, actor);
    Optional<Hold> found = draft.hold(hold.number());
    if (found.isEmpty()) {
      return refused(draft, new SettleOutcome.HoldUnknown());
    }
    Optional<Hold.End> first = found.get().amendment();
    if (first.isPresent()) {
      return first.get().content().equals(content)
          ? new Decision.Replayed<>(outcomeType().cast(first.get().answer()))
          : refused(draft, new AmendOutcome.AlreadyAmended());
    }
    if (found.get().state() == Hold.State.RELEASED) {
      return refused(draft, new SettleOutcome.AlreadyReleased());
    }
    return found.get().end().map(Hold.End::answer).orElse(null) instanceof Settled settled
        ? settled(draft, found.get(), settled)
        : refused(draft, new AmendOutcome.NotSettled());
  }

  private Decision<AmendOutcome> settled(Draft draft, Hold ended, Settled settled) {
    Instant until = settled.at().plus(TIME_MAX);
    if (settled.estimated().isEmpty()) {
      return refused(draft, new AmendOutcome.NotEstimated());
    }
    if (!draft.at().isBefore(until)) {
      return refused(draft, new AmendOutcome.TooLate(until));
    }
    Rated rated = Rated.of(ended, report.rated(), prices);
    Correction correction = new Correction(draft, ended, settled, rated);
    return correction.isRejected()
        ? refused(draft, new SettleOutcome.OverrunRejected(rated.due(), ended.credits()))
        : amend(draft, ended, settled, rated, correction);
  }

  private Decision<AmendOutcome> amend(
      Draft draft, Hold ended, Settled settled, Rated rated, Correction correction) {
    correction.make();
    SettleOutcome.Estimated assumed = settled.estimated().orElseThrow();
    draft.count(
        ended.correcting(
            assumed.model(), correction.demandBefore(), rated.model(), rated.demand()));
    draft.repayDebt();
    AmendOutcome.Amended amended = amended(draft, ended, rated, correction);
    draft.put(new HoldEdit(ended).amendment(new Hold.End(content, amended)).hold());
    if (ended.parent().isPresent()) {
      RunFunds.of(draft, ended)
          .tell(
              run ->
                  run.without(settled.charged(), settled.cost())
                      .with(amended.charged(), amended.cost()));
    }
    draft.record(usageRecord(draft, ended, settled, rated, amended));
    return new Decision.Decided<>(amended, draft.change(), true);
  }

  private AmendOutcome.Amended amended(
      Draft draft, Hold ended, Rated rated, Correction correction) {
    return new AmendOutcome.Amended(
        hold,
        draft.at(),
        rated.credits(),
        correction.charged(),
        correction.lines(),
        correction.debt(),
        correction.returned(),
        correction.expired(),
        correction.granted(),
        correction.notCharged(),
        rated.cost(),
        ended.frozenTerms().priceVersion(),
        rated.flags(ended.route().candidates(), correction.isObserved()),
        draft.standing());
  }

  private UsageRecord usageRecord(
      Draft draft, Hold ended, Settled settled, Rated rated, AmendOutcome.Amended amended) {
    SettleOutcome.Estimated assumed = settled.estimated().orElseThrow();
    return new UsageRecord(
        draft.number(),
        OptionalLong.of(ended.number()),
        draft.at(),
        assumed.day(),
        ended.call().user(),
        ended.call().feature(),
        ended.call().activity(),
        rated.model(),
        ended.route().role(),
        rated.usage(),
        rated.credits(),
        amended.charged(),
        amended.notCharged(),
        rated.cost(),
        rated.versions(ended),
        report.succeeded(),
        rated.evidence(),
        settled.late(),
        metadata,
        ended.parent(),
        Optional.of(
            new UsageRecord.Corrected(
                settled.at(),
                assumed.model(),
                assumed.usage(),
                settled.rated(),
                settled.charged(),
                settled.notCharged(),
                settled.cost())),
        Optional.empty());
  }

  private static Decision<AmendOutcome> refused(Draft draft, AmendOutcome outcome) {
    return new Decision.Decided<>(outcome, draft.change(), false);
  }
}
