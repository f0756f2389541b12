package dev.saldo.domain.matrix;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model that may serve a call.
 *
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

  /** The limits on a user's calls, the shortest window first. */
  public List<Limit> limits() {
    return Stream.concat(
            dailyCalls.map(max -> new Limit(WindowKind.DAY, max)).stream(),
            monthlyCalls.map(max -> new Limit(WindowKind.MONTH, max)).stream())
        .toList();
  }
}
