package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Slug;
import java.time.Instant;
import java.util.Optional;

/**
 * An exception to the matrix for one user or for a group, about one provider in one feature, from
 * one time to another. It begins and ends by time alone.
 *
 * @param origin shown with the candidates that it changes
 * @param effectiveFrom its first instant
 * @param effectiveTo the first instant after it; empty for no end
 * @param reason why it is there, for people
 */
public record MatrixOverride(
    String slug,
    OverrideSubject subject,
    OverrideTarget target,
    OverrideEffect effect,
    Origin origin,
    Instant effectiveFrom,
    Optional<Instant> effectiveTo,
    String reason,
    SignOff signOff) {
  /** The longest reason, in characters. */
  public static final int REASON_LENGTH_MAX = 500;

  public MatrixOverride {
    Slug.of(slug);
    require(origin != Origin.STANDARD, "the origin of an override is promo or exclusive");
    require(
        effectiveTo.filter(end -> !end.isAfter(effectiveFrom)).isEmpty(),
        "an override must end after it begins");
    require(
        !reason.isBlank() && reason.length() <= REASON_LENGTH_MAX,
        "a reason must have 1 to " + REASON_LENGTH_MAX + " characters");
    String provider = target.provider();
    require(
        effect.brings().filter(model -> !model.provider().equals(provider)).isEmpty(),
        "the model must be one of provider " + provider);
  }

  /** Whether it may apply when its time comes. */
  public boolean isApproved() {
    return signOff.status() == SignOff.Status.APPROVED;
  }

  /** Whether its time contains the instant. */
  public boolean isEffectiveAt(Instant at) {
    return !at.isBefore(effectiveFrom) && (effectiveTo.isEmpty() || at.isBefore(effectiveTo.get()));
  }

  /** Whether its time was over at the instant. */
  public boolean isOverAt(Instant at) {
    return effectiveTo.filter(end -> !end.isAfter(at)).isPresent();
  }

  /** The same with another sign-off. */
  public MatrixOverride with(SignOff other) {
    return new MatrixOverride(
        slug, subject, target, effect, origin, effectiveFrom, effectiveTo, reason, other);
  }

  /** The same, but over at the instant. */
  public MatrixOverride endingAt(Instant end) {
    return new MatrixOverride(
        slug, subject, target, effect, origin, effectiveFrom, Optional.of(end), reason, signOff);
  }

  /** The part of a period around an instant of it in which this neither begins nor ends. */
  Period steady(Period period, Instant around) {
    Period begun = period.cutAt(effectiveFrom, around);
    return effectiveTo.isEmpty() ? begun : begun.cutAt(effectiveTo.get(), around);
  }

  /**
   * The one that wins first: a user's on this plan, a user's, a group's on this plan, a group's;
   * among equals the last created, then by name.
   */
  static int byPrecedence(MatrixOverride one, MatrixOverride other) {
    if (one.rank() != other.rank()) {
      return Integer.compare(one.rank(), other.rank());
    }
    int later = other.signOff.createdAt().compareTo(one.signOff.createdAt());
    return later != 0 ? later : one.slug.compareTo(other.slug);
  }

  private int rank() {
    return (subject.isUser() ? 0 : 2) + (target.plan().isPresent() ? 0 : 1);
  }
}
