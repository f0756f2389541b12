package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import java.util.List;

/** What the matrix answers. */
public sealed interface Resolution {
  /** How the answer came about. */
  Trace trace();

  /** The time in which the answer is this one, around the instant of the question. */
  Period holds();

  /** These may serve the call, the preferred one first; there is at least one. */
  record Resolved(List<Candidate> candidates, Trace trace, Period holds) implements Resolution {
    public Resolved {
      candidates = List.copyOf(candidates);
      require(!candidates.isEmpty(), "a resolution must have a candidate");
    }
  }

  /** Nothing may serve the call. */
  record Unresolved(Reason reason, Trace trace, Period holds) implements Resolution {}

  /** Why nothing may serve a call. */
  enum Reason {
    /** There is no such feature, or it is switched off. */
    FEATURE_UNKNOWN,
    /** The plan has no cell for the feature, profile and role. */
    FEATURE_NOT_IN_PLAN,
    /** The plan has cells for the feature, but none with the wanted model. */
    MODEL_NOT_ALLOWED,
    /** The plan has cells, but none of their providers may be called by this user. */
    NO_PROVIDER_AVAILABLE
  }
}
