package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.plan.Margin;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a decision came out as it did, worked out from what is stored of it and nothing else: what
 * became of each candidate, in the order in which they were tried.
 */
public record Explanation(DecisionRecord decision, List<Tried> candidates) {
  public Explanation {
    candidates = List.copyOf(candidates);
  }

  /**
   * A candidate with what was seen of it.
   *
   * @param limits its limits before this call; empty when it was not tried
   */
  public record Tried(Route route, List<LimitState> limits, Verdict verdict) {
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
    List<Tried> tried = new ArrayList<>();
    boolean over = decision.isBeforeAll();
    for (int i = 0; i < decision.routes().size(); i++) {
      Route route = decision.routes().get(i);
      List<LimitState> limits = decision.limitsOn(route);
      Verdict verdict = over ? Verdict.NOT_TRIED : verdict(decision, i, limits);
      over |= verdict == Verdict.TAKEN || verdict == Verdict.WALLET_REFUSED;
      tried.add(new Tried(route, verdict == Verdict.NOT_TRIED ? List.of() : limits, verdict));
    }
    return new Explanation(decision, tried);
  }

  private static Verdict verdict(DecisionRecord decision, int index, List<LimitState> limits) {
    if (decision.taken().isPresent() && decision.taken().getAsInt() == index) {
      return Verdict.TAKEN;
    }
    if (decision.routes().get(index).price().isEmpty()) {
      return Verdict.PRICE_MISSING;
    }
    if (decision.routes().get(index).margin().filter(Margin::isBelowFloor).isPresent()) {
      return Verdict.MARGIN_BELOW_FLOOR;
    }
    Demand demand =
        decision.routes().get(index).demand(decision.estimate(), decision.enforcement());
    if (limits.stream().anyMatch(demand::isRefusedBy)) {
      return Verdict.LIMIT_REACHED;
    }
    return Verdict.WALLET_REFUSED;
  }
}
