package dev.saldo.verification.simulation;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.Settle;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.StoredAnswer;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Copies of the rules, each with one of them broken: the real decision is shown what the broken
 * rule would not have looked at.
 */
final class BrokenRules {
  private BrokenRules() {}

  /** Releases what was released before. */
  static <R extends Outcome> Decision<R> freesTwice(
      LedgerCommand<R> command, Snapshot before, Instant clock) {
    return command instanceof Release
        ? command.answer(reopened(before, Hold.State.RELEASED), clock)
        : command.answer(before, clock);
  }

  /** Settles what was settled before. */
  static <R extends Outcome> Decision<R> settlesTwice(
      LedgerCommand<R> command, Snapshot before, Instant clock) {
    return command instanceof Settle
        ? command.answer(reopened(before, Hold.State.SETTLED), clock)
        : command.answer(before, clock);
  }

  /** Does not look whether the key is known. */
  static <R extends Outcome> Decision<R> forgetsTheKey(
      LedgerCommand<R> command, Snapshot before, Instant clock) {
    return command.answer(remembering(before, Optional.empty()), clock);
  }

  /** Gives the first answer under a key, whatever is asked. */
  static <R extends Outcome> Decision<R> looksAtTheKeyAlone(
      LedgerCommand<R> command, Snapshot before, Instant clock) {
    return command.answer(
        remembering(
            before,
            before
                .remembered()
                .map(
                    first ->
                        new StoredAnswer(command.key().orElseThrow().content(), first.answer()))),
        clock);
  }

  /** Leaves holds open whose time has run out. */
  static <R extends Outcome> Decision<R> letsHoldsLive(
      LedgerCommand<R> command, Snapshot before, Instant clock) {
    return command.answer(holding(before, hold -> !hold.isOverdueAt(clock), hold -> hold), clock);
  }

  /** Holds credits that nobody has, up to a thousand. */
  static <R extends Outcome> Decision<R> skipsTheRoom(
      LedgerCommand<R> command, Snapshot before, Instant clock) {
    if (!(command instanceof Authorize authorize) || before.wallet().isEmpty()) {
      return command.answer(before, clock);
    }
    PlanTerms real = before.wallet().get().terms();
    PlanTerms generous = generous(real);
    if (!authorize.terms().equals(real)) {
      return command.answer(before, clock);
    }
    Decision<?> decision = asking(authorize, generous).answer(onTerms(before, generous), clock);
    @SuppressWarnings("unchecked")
    Decision<R> answer = (Decision<R>) decision;
    return answer instanceof Decision.Decided<R>(R outcome, Change change, boolean effect)
        ? new Decision.Decided<>(outcome, backOn(change, generous, real), effect)
        : answer;
  }

  private static Snapshot reopened(Snapshot before, Hold.State state) {
    return holding(before, _ -> true, hold -> hold.state() == state ? hold.asMade() : hold);
  }

  private static Snapshot holding(
      Snapshot before, Predicate<Hold> which, UnaryOperator<Hold> change) {
    Map<Long, Hold> holds = new TreeMap<>();
    before.holds().values().stream()
        .filter(which)
        .forEach(hold -> holds.put(hold.number(), change.apply(hold)));
    return new Snapshot(
        before.tenantActive(),
        before.catalogVersion(),
        before.wallet(),
        before.grants(),
        holds,
        before.laterExpiry(),
        before.counters(),
        before.remembered(),
        before.recordedAt());
  }

  private static Snapshot remembering(Snapshot before, Optional<StoredAnswer> answer) {
    return new Snapshot(
        before.tenantActive(),
        before.catalogVersion(),
        before.wallet(),
        before.grants(),
        before.holds(),
        before.laterExpiry(),
        before.counters(),
        answer,
        before.recordedAt());
  }

  private static PlanTerms generous(PlanTerms real) {
    return new PlanTerms(
        real.plan(),
        real.version(),
        real.allowance(),
        real.enforcement(),
        real.overrun(),
        Credits.of(1_000),
        real.cycle(),
        real.rollover());
  }

  private static Authorize asking(Authorize real, PlanTerms terms) {
    return new Authorize(
        real.tenant(),
        real.wallet(),
        real.key(),
        real.actor(),
        real.call(),
        real.estimate(),
        real.allowFallback(),
        real.lifetime(),
        real.free(),
        real.catalogVersion(),
        terms,
        real.resolution(),
        real.limits(),
        real.parent());
  }

  private static Snapshot onTerms(Snapshot before, PlanTerms terms) {
    return new Snapshot(
        before.tenantActive(),
        before.catalogVersion(),
        before.wallet().map(wallet -> onTerms(wallet, terms)),
        before.grants(),
        before.holds(),
        before.laterExpiry(),
        before.counters(),
        before.remembered(),
        before.recordedAt());
  }

  private static Change backOn(Change change, PlanTerms generous, PlanTerms real) {
    Wallet wallet = change.wallet();
    return new Change(
        wallet.terms().equals(generous) ? onTerms(wallet, real) : wallet,
        change.grants(),
        change.holds(),
        change.counters(),
        change.entries(),
        change.usage(),
        change.decision());
  }

  private static Wallet onTerms(Wallet wallet, PlanTerms terms) {
    return new Wallet(
        wallet.id(),
        wallet.tenant(),
        wallet.customer(),
        wallet.suspended(),
        wallet.frozen(),
        terms,
        wallet.nextTerms(),
        wallet.ownAllowance(),
        wallet.zone(),
        wallet.nextZone(),
        wallet.carried(),
        wallet.earlier(),
        wallet.anchor(),
        wallet.cycle(),
        wallet.cycleOwnAllowance(),
        wallet.cyclePlans(),
        wallet.cycleGranted(),
        wallet.balances(),
        wallet.nextDue(),
        wallet.sequence(),
        wallet.lastHash(),
        wallet.lastNumber(),
        wallet.lastAt());
  }
}
