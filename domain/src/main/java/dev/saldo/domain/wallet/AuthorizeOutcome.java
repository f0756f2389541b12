package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.plan.PlanTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What asking for an authorization led to. */
public sealed interface AuthorizeOutcome extends Outcome {

  /**
   * The call may run; its credits are set aside.
   *
   * @param hold what is set aside, as it was made
   * @param limits the limits that applied, this call included
   */
  record Held(HoldId id, Hold hold, Standing standing, List<LimitState> limits)
      implements AuthorizeOutcome {
    public Held {
      limits = List.copyOf(limits);
    }

    /**
     * The answer that a decision gave when it made a hold; the same whenever it is asked for.
     *
     * @param made the hold as it was made
     * @param decision the one that made it; its counters are those before this call
     */
    public static Held of(HoldId id, Hold made, DecisionRecord decision) {
      Route route = decision.routes().get(decision.taken().orElseThrow());
      return of(id, made, decision.standing(), decision.limitsOn(route));
    }

    /**
     * The answer while it is decided.
     *
     * @param before the limits that applied, without this call
     */
    static Held of(HoldId id, Hold made, Standing standing, List<LimitState> before) {
      Demand demand = made.demand();
      List<LimitState> limits = new ArrayList<>();
      for (LimitState state : before) {
        limits.add(state.with(demand.of(state.limit().meter())));
      }
      return new Held(id, made, standing, limits);
    }
  }

  /**
   * The call may not run; nothing was set aside.
   *
   * @param at the time of the decision
   * @param terms the plan the customer is on
   * @param limits the limits of the candidate that got furthest
   */
  record Refused(
      DecisionId decision,
      Refusal reason,
      Instant at,
      PlanTerms terms,
      Standing standing,
      List<LimitState> limits)
      implements AuthorizeOutcome {
    public Refused {
      limits = List.copyOf(limits);
    }
  }

  /** The call names a run that it cannot belong to; nothing else was asked. */
  record ParentRefused(ParentFault fault) implements AuthorizeOutcome {}

  /** Why a call cannot belong to a run. */
  enum ParentFault {
    /** The wallet has no such hold. */
    UNKNOWN("parent_unknown"),
    /** It belongs to a run itself. */
    IS_CHILD("parent_is_child"),
    SETTLED("already_settled"),
    RELEASED("already_released"),
    EXPIRED("already_expired");

    private final String code;

    ParentFault(String code) {
      this.code = code;
    }

    /** The stable name, on the wire. */
    public String code() {
      return code;
    }

    static Optional<ParentFault> of(Optional<Hold> parent) {
      if (parent.isEmpty()) {
        return Optional.of(UNKNOWN);
      }
      return switch (parent.get().state()) {
        case HELD -> parent.get().parent().isPresent() ? Optional.of(IS_CHILD) : Optional.empty();
        case SETTLED -> Optional.of(SETTLED);
        case RELEASED -> Optional.of(RELEASED);
        case EXPIRED -> Optional.of(EXPIRED);
      };
    }
  }

  /** Why a call may not run, in the order in which it is asked. */
  sealed interface Refusal {}

  /** The tenant is suspended. */
  record TenantSuspended() implements Refusal {}

  /** The customer is suspended. */
  record CustomerSuspended() implements Refusal {}

  /** The matrix offers no model. */
  record NoRoute(dev.saldo.domain.matrix.Resolution.Reason reason) implements Refusal {}

  /** No price row matches. */
  record PriceMissing() implements Refusal {}

  /** The call would leave less than the plan's margin floor. */
  record MarginBelowFloor(Margin margin) implements Refusal {}

  /**
   * A limit has no room for the call.
   *
   * @param state the limit that must free before the call can pass
   * @param demand how much of it the call would take
   */
  record LimitReached(LimitState state, long demand) implements Refusal {
    /**
     * The limit that lets its call through first comes first, one of which nobody knows when after
     * all times, one that never will last; of those that are alike the shorter window.
     */
    public static final Comparator<LimitReached> FREES_FIRST =
        Comparator.comparing(LimitReached::waiting)
            .thenComparing(LimitReached::time)
            .thenComparing(reached -> reached.state().window().kind());

    /** What is known of how long a call must wait. */
    public enum Wait {
      /** When there is room is known. */
      KNOWN,
      /** There is room when an open authorization ends. */
      UNKNOWN,
      /** The call is larger than the limit: it must become smaller. */
      IN_VAIN
    }

    /** What is known of how long the call must wait. */
    public Wait waiting() {
      if (!state.everAdmits(demand)) {
        return Wait.IN_VAIN;
      }
      return state.admitsAt(demand).isPresent() ? Wait.KNOWN : Wait.UNKNOWN;
    }

    private Instant time() {
      return state.admitsAt(demand).orElse(state.window().end());
    }
  }

  /** The wallet is frozen. */
  record WalletFrozen() implements Refusal {}

  /**
   * Credits are missing.
   *
   * @param needed what the call would hold
   * @param usable what it could draw on: eligible credits and the room for debt
   */
  record InsufficientCredits(Credits needed, Credits usable) implements Refusal {}
}
