package dev.saldo.domain.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.Enforcement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Gives an open hold more credits, more time, or both; all of it or nothing.
 *
 * <p>More credits come from where an authorization takes them: of a child from its run first. A
 * frozen wallet and a suspended customer or tenant give none. Limits are not asked again: they
 * decide whether a call may begin, and what it takes beyond its reservation counts. What is set
 * aside is reserved in limits of credits, and nothing for what is only observed to be missing.
 *
 * @param credits how many more
 * @param lifetime how long to live from now on at least, up to 24 hours after it was made and not
 *     beyond its run; a hold that lives longer already goes on as it does
 */
public record Extend(
    TenantId tenant,
    HoldId hold,
    Optional<CommandKey> key,
    Actor actor,
    Credits credits,
    Optional<Duration> lifetime)
    implements LedgerCommand<ExtendOutcome> {
  public Extend {
    require(!credits.isZero() || lifetime.isPresent(), "must be more credits, more time or both");
  }

  @Override
  public WalletId wallet() {
    return hold.wallet();
  }

  @Override
  public Class<ExtendOutcome> outcomeType() {
    return ExtendOutcome.class;
  }

  @Override
  public Reads reads(Wallet locked, Instant now) {
    return new Reads(Set.of(hold.number()), Set.of());
  }

  @Override
  public Decision<ExtendOutcome> decide(Snapshot before, Instant now) {
    Draft draft = Draft.upToDate(before, now, actor);
    Optional<Hold> found = draft.hold(hold.number());
    if (found.isEmpty()) {
      return refused(draft, new SettleOutcome.HoldUnknown());
    }
    return switch (found.get().state()) {
      case HELD -> inTime(draft, before, found.get());
      case SETTLED -> refused(draft, new SettleOutcome.AlreadySettled());
      case RELEASED -> refused(draft, new SettleOutcome.AlreadyReleased());
      case EXPIRED -> refused(draft, new ReleaseOutcome.AlreadyExpired());
    };
  }

  private Decision<ExtendOutcome> inTime(Draft draft, Snapshot before, Hold open) {
    Instant expiry =
        lifetime
            .map(draft.at()::plus)
            .filter(later -> later.isAfter(open.expiresAt()))
            .orElse(open.expiresAt());
    Instant latest = latest(draft, open);
    if (expiry.isAfter(latest)) {
      return refused(draft, new ExtendOutcome.LivesTooLong(latest));
    }
    Enforcement enforcement = open.frozenTerms().enforcement();
    Credits more = enforcement == Enforcement.UNLIMITED ? Credits.ZERO : credits;
    Funds funds = new Funds(draft, open.call(), open.route().model(), open.parent(), enforcement);
    Optional<AuthorizeOutcome.Refusal> refusal =
        more.isZero() ? Optional.empty() : refusal(draft, before, more, funds);
    boolean isShort = refusal.orElse(null) instanceof AuthorizeOutcome.InsufficientCredits;
    if (refusal.isPresent() && !(isShort && enforcement == Enforcement.OBSERVE)) {
      return refused(draft, new ExtendOutcome.NotExtended(refusal.get(), draft.standing()));
    }
    return extend(draft, open, funds.take(more, open.number()), expiry);
  }

  private Decision<ExtendOutcome> extend(
      Draft draft, Hold open, Funds.Aside aside, Instant expiry) {
    Credits expected = open.demand().credits().plusOrMax(aside.credits());
    HoldEdit edit = new HoldEdit(open).expiresAt(expiry);
    if (!credits.isZero()) {
      edit.setAside(
          draft.inBurnOrder(open.lines(), aside.lines()),
          open.uncovered().plus(aside.uncovered()),
          expected);
    }
    Hold extended = edit.hold();
    draft.reshape(open, extended);
    ExtendOutcome outcome =
        new ExtendOutcome.Extended(
            hold,
            draft.at(),
            aside.credits(),
            extended.uncovered(),
            extended.lines(),
            expiry,
            draft.standing());
    return new Decision.Decided<>(outcome, draft.change(), true);
  }

  private static Instant latest(Draft draft, Hold open) {
    Instant oldest = open.createdAt().plus(Authorize.LIFETIME_MAX);
    if (open.parent().isEmpty()) {
      return oldest;
    }
    Instant run = RunFunds.of(draft, open).hold().expiresAt();
    return run.isBefore(oldest) ? run : oldest;
  }

  private static Optional<AuthorizeOutcome.Refusal> refusal(
      Draft draft, Snapshot before, Credits more, Funds funds) {
    if (!before.tenantActive()) {
      return Optional.of(new AuthorizeOutcome.TenantSuspended());
    }
    if (draft.wallet().suspended()) {
      return Optional.of(new AuthorizeOutcome.CustomerSuspended());
    }
    if (draft.wallet().frozen()) {
      return Optional.of(new AuthorizeOutcome.WalletFrozen());
    }
    Credits usable = funds.usable();
    return more.exceeds(usable)
        ? Optional.of(new AuthorizeOutcome.InsufficientCredits(more, usable))
        : Optional.empty();
  }

  private static Decision<ExtendOutcome> refused(Draft draft, ExtendOutcome outcome) {
    return new Decision.Decided<>(outcome, draft.change(), false);
  }
}
