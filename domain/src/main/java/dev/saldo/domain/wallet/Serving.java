package dev.saldo.domain.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import java.util.List;
import java.util.Optional;

/** What the matrix says of usage that had no hold: which model served it, and whether it might. */
public sealed interface Serving {

  /**
   * A model that served, offered or not.
   *
   * @param role the part its provider plays in the feature; empty text when the matrix gives none
   * @param candidates the models that the matrix offers for it
   * @param enforcement that of its cell, when it names one
   */
  record ByModel(
      ModelId model, String role, List<ModelId> candidates, Optional<Enforcement> enforcement)
      implements Serving {
    public ByModel {
      candidates = List.copyOf(candidates);
    }
  }

  /** There is no such feature; or no model was named, and the matrix offers none. */
  record Unknown(Resolution.Reason reason) implements Serving {}
}
