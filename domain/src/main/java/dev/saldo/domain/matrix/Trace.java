package dev.saldo.domain.matrix;

import java.util.List;
import java.util.Locale;

/** How the matrix came to an answer: what was looked at, kept or dropped, and why, in order. */
public record Trace(List<Step> steps) {
  public Trace {
    steps = List.copyOf(steps);
  }

  /**
   * One thing that was looked at.
   *
   * @param subject the slug of the feature, role, override or provider that it is about; the empty
   *     text for the first role of a feature that has none
   */
  public record Step(Finding finding, String subject) {
    /** The stable name of the finding: {@code cell_missing}. */
    public String code() {
      return finding.name().toLowerCase(Locale.ROOT);
    }
  }

  /** What was found. */
  public enum Finding {
    FEATURE_FOUND,
    FEATURE_MISSING,
    FEATURE_INACTIVE,
    /** The role that the call named. */
    ROLE_ASKED,
    /** The feature's first role, since the call named none. */
    ROLE_FIRST,
    /** The override that applies to its provider, alone. */
    OVERRIDE_WON,
    /** An override that would apply, but another about the same provider goes before it. */
    OVERRIDE_LOST,
    /** Dropped: the provider's role is switched off. */
    ROLE_INACTIVE,
    /** Dropped: the plan has no cell for the provider. */
    CELL_MISSING,
    /** Dropped: the cell is switched off. */
    CELL_INACTIVE,
    /** Dropped: another model is wanted. */
    OTHER_MODEL_WANTED,
    /** Dropped: an override excludes the provider. */
    EXCLUDED,
    /** Dropped: the provider is disabled. */
    PROVIDER_DISABLED,
    /** Dropped: the provider is being tested, and the user is no tester. */
    PROVIDER_TESTING,
    /** Kept, behind those that work. */
    CIRCUIT_OPEN,
    /** Kept. */
    CANDIDATE
  }
}
