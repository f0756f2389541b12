package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a decision came out as it did, worked out from what is stored of it and nothing else: what
 * became of each candidate, in the order in which they were tried.
 *
 * @param refusal what the rules answer to the stored inputs before the wallet is asked; empty when
 *     they let a candidate pass, and when no candidate was looked at
 */
public record Explanation(
    DecisionRecord decision, List<Tried> candidates, Optional<Refusal> refusal) {
  public Explanation {
    candidates = List.copyOf(candidates);
  }

  /**
   * A candidate with what was seen of it.
   *
   * @param limits its limits before this call; empty when it was not tried
   * @param demand what the call takes of its limits
   * @param refusedBy the limit that refused it, among those that have no room; empty when none did
   */
  public record Tried(
      Route route,
      List<LimitState> limits,
      Demand demand,
      Optional<LimitState> refusedBy,
      Verdict verdict) {
    public Tried {
      limits = List.copyOf(limits);
    }
  }

  /** What became of a candidate. */
  public enum Verdict {
    /** The call may go there. */
    TAKEN,
    /** No row of the price list matches. */
    PRICE_MISSING,
    /** It would leave less than the plan's margin floor. */
    MARGIN_BELOW_FLOOR,
    /** A limit has no room for the call. */
    LIMIT_REACHED,
    /** Price and windows were right, and the wallet refused. */
    WALLET_REFUSED,
    /** It was not looked at, since the answer was found before. */
    NOT_TRIED
  }

  /** Works it out. */
  public static Explanation of(DecisionRecord decision) {
    List<Route> routes = decision.routes();
    RouteTrial trial =
        new RouteTrial(
            routes,
            decision.estimate(),
            decision.enforcement(),
            routes.stream().map(decision::limitsOn).toList());
    List<Tried> tried = new ArrayList<>();
    boolean over = decision.isBeforeAll();
    for (int i = 0; i < routes.size(); i++) {
      Verdict verdict = over ? Verdict.NOT_TRIED : verdict(decision, trial, i);
      List<LimitState> limits = verdict == Verdict.NOT_TRIED ? List.of() : trial.states().get(i);
      over |= verdict == Verdict.TAKEN || verdict == Verdict.WALLET_REFUSED;
      tried.add(
          new Tried(
              routes.get(i),
              limits,
              trial.demand(routes.get(i)),
              verdict == Verdict.LIMIT_REACHED
                  ? limit(trial.attempt(i).failure())
                  : Optional.empty(),
              verdict));
    }
    boolean isTried = !routes.isEmpty() && !decision.isBeforeAll();
    return new Explanation(
        decision, tried, isTried ? trial.best().failure() : Optional.<Refusal>empty());
  }

  /** The limit that refused; empty when none did. */
  public Optional<LimitState> refusingLimit() {
    return limit(refusal);
  }

  /**
   * Whether the rules, asked again on what is stored, lead to the stored outcome: to its refusal,
   * or to the route that was taken, or to the candidate that only the wallet refused. Whether the
   * wallet had enough is not asked again, nor is what comes before all candidates.
   */
  public boolean leadsToOutcome() {
    if (candidates.isEmpty() || decision.isBeforeAll()) {
      return decision.taken().isEmpty();
    }
    if (refusal.isPresent()) {
      return decision.taken().isEmpty() && decision.outcome().equals(RefusalCode.of(refusal.get()));
    }
    Verdict passed = decision.taken().isPresent() ? Verdict.TAKEN : Verdict.WALLET_REFUSED;
    return decision.isOfWallet() == (passed == Verdict.WALLET_REFUSED)
        && candidates.stream().filter(each -> each.verdict() == passed).count() == 1;
  }

  /** One that passes and was not taken is one that the wallet refused. */
  private static Verdict verdict(DecisionRecord decision, RouteTrial trial, int index) {
    return trial
        .attempt(index)
        .failure()
        .map(Explanation::verdict)
        .orElseGet(
            () ->
                decision.taken().isPresent() && decision.taken().getAsInt() == index
                    ? Verdict.TAKEN
                    : Verdict.WALLET_REFUSED);
  }

  private static Optional<LimitState> limit(Optional<Refusal> refusal) {
    return refusal.orElse(null) instanceof LimitReached(var state, var _)
        ? Optional.of(state)
        : Optional.empty();
  }

  private static Verdict verdict(Refusal refusal) {
    return switch (refusal) {
      case AuthorizeOutcome.PriceMissing _ -> Verdict.PRICE_MISSING;
      case AuthorizeOutcome.MarginBelowFloor _ -> Verdict.MARGIN_BELOW_FLOOR;
      case LimitReached _ -> Verdict.LIMIT_REACHED;
      case AuthorizeOutcome.TenantSuspended _,
          AuthorizeOutcome.CustomerSuspended _,
          AuthorizeOutcome.NoRoute _,
          AuthorizeOutcome.WalletFrozen _,
          AuthorizeOutcome.InsufficientCredits _ ->
          throw new IllegalStateException("no route fails by " + RefusalCode.of(refusal));
    };
  }
}
