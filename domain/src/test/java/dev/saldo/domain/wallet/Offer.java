package dev.saldo.domain.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.plan.Enforcement;
import java.math.BigDecimal;
import java.util.Optional;

/** A candidate of the matrix, as tests write it down. */
record Offer(
    ModelId model,
    Optional<Long> daily,
    Optional<Long> monthly,
    Optional<Enforcement> enforcement,
    boolean priced) {
  static Offer of(ModelId model) {
    return new Offer(model, Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  Offer daily(long calls) {
    return new Offer(model, Optional.of(calls), monthly, enforcement, priced);
  }

  Offer monthly(long calls) {
    return new Offer(model, daily, Optional.of(calls), enforcement, priced);
  }

  Offer enforced(Enforcement other) {
    return new Offer(model, daily, monthly, Optional.of(other), priced);
  }

  Offer withoutPrice() {
    return new Offer(model, daily, monthly, enforcement, false);
  }

  Candidate candidate() {
    return new Candidate(
        model,
        model.provider(),
        "analysis",
        BigDecimal.ONE,
        daily,
        monthly,
        Origin.STANDARD,
        enforcement,
        false);
  }
}
