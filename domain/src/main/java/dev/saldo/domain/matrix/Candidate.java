package dev.saldo.domain.matrix;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.plan.Enforcement;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A model that may serve a call.
 *
 * @param dailyCalls how many calls each user may make a day; empty for no limit
 * @param monthlyCalls how many calls each user may make a month; empty for no limit
 * @param enforcement overrides that of the plan
 * @param degraded whether its provider fails at present; such candidates come last
 */
public record Candidate(
    ModelId model,
    String providerName,
    String role,
    BigDecimal weight,
    Optional<Long> dailyCalls,
    Optional<Long> monthlyCalls,
    Origin origin,
    Optional<Enforcement> enforcement,
    boolean degraded) {

  /** The same, of a provider that fails at present. */
  Candidate degrading() {
    return new Candidate(
        model, providerName, role, weight, dailyCalls, monthlyCalls, origin, enforcement, true);
  }
}
