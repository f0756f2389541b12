package dev.saldo.domain.matrix;

import dev.saldo.domain.matrix.OverrideEffect.Add;
import dev.saldo.domain.matrix.OverrideEffect.Exclude;
import dev.saldo.domain.matrix.OverrideEffect.Replace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider in a role that the plan or an override offers, whatever the state of the provider.
 *
 * @param excluded whether an override excludes it
 */
record Offer(Provider provider, Candidate candidate, boolean excluded) {
  /** The heaviest first, then the cheapest, then by name. */
  static int byPreference(Offer one, Offer other) {
    int heavier = other.candidate.weight().compareTo(one.candidate.weight());
    if (heavier != 0) {
      return heavier;
    }
    int cheaper = one.provider.relativeCost().compareTo(other.provider.relativeCost());
    return cheaper != 0 ? cheaper : one.provider.slug().compareTo(other.provider.slug());
  }

  /** What the plan offers, as the override leaves it. */
  static Offer planned(Seat seat, MatrixCell cell, @Nullable MatrixOverride override) {
    Candidate standard =
        new Candidate(
            cell.model(),
            seat.provider().name(),
            seat.assignment().role(),
            seat.assignment().weight(),
            cell.dailyCalls(),
            cell.monthlyCalls(),
            cell.origin(),
            cell.enforcement(),
            false);
    if (override == null) {
      return new Offer(seat.provider(), standard, false);
    }
    return switch (override.effect()) {
      case Replace replace ->
          new Offer(seat.provider(), replaced(standard, replace, override.origin()), false);
      case Exclude() -> new Offer(seat.provider(), standard, true);
      case Add _ -> new Offer(seat.provider(), standard, false);
    };
  }

  /** What an override adds. */
  static Offer added(Provider provider, MatrixOverride override, Add add) {
    Candidate candidate =
        new Candidate(
            add.model(),
            provider.name(),
            add.role(),
            add.weight(),
            add.dailyCalls(),
            add.monthlyCalls(),
            override.origin(),
            Optional.empty(),
            false);
    return new Offer(provider, candidate, false);
  }

  private static Candidate replaced(Candidate standard, Replace replace, Origin origin) {
    return new Candidate(
        replace.model().orElse(standard.model()),
        standard.providerName(),
        standard.role(),
        replace.weight().orElse(standard.weight()),
        replace.dailyCalls().or(standard::dailyCalls),
        replace.monthlyCalls().or(standard::monthlyCalls),
        origin,
        standard.enforcement(),
        false);
  }
}
