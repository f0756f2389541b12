package dev.saldo.domain.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Margin;
import java.math.BigDecimal;
import java.util.Optional;

/** A candidate of the matrix, as tests write it down. */
record Offer(
    ModelId model,
    Optional<Long> daily,
    Optional<Long> monthly,
    Optional<Enforcement> enforcement,
    boolean priced,
    Optional<Margin> margin) {
  static Offer of(ModelId model) {
    return new Offer(
        model, Optional.empty(), Optional.empty(), Optional.empty(), true, Optional.empty());
  }

  Offer daily(long calls) {
    return new Offer(model, Optional.of(calls), monthly, enforcement, priced, margin);
  }

  Offer monthly(long calls) {
    return new Offer(model, daily, Optional.of(calls), enforcement, priced, margin);
  }

  Offer enforced(Enforcement other) {
    return new Offer(model, daily, monthly, Optional.of(other), priced, margin);
  }

  Offer withoutPrice() {
    return new Offer(model, daily, monthly, enforcement, false, margin);
  }

  /** Which costs more than it brings, on a plan that wants nothing but that. */
  Offer atALoss() {
    Margin loss = new Margin(BigDecimal.ONE, Optional.of(BigDecimal.TEN), BigDecimal.ZERO, "BRL");
    return new Offer(model, daily, monthly, enforcement, priced, Optional.of(loss));
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
