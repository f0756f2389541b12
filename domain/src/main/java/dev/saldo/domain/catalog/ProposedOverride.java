package dev.saldo.domain.catalog;

import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.OverrideTarget;
import dev.saldo.domain.matrix.SignOff;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An override as somebody wants it. Who made it and who approved it is not for them to say: what is
 * the same as before keeps that, and whatever is different is made anew, by them and now.
 *
 * @param effectiveFrom empty for now, or that of the override it repeats
 * @param effectiveTo empty for no end
 */
public record ProposedOverride(
    String slug,
    OverrideSubject subject,
    OverrideTarget target,
    OverrideEffect effect,
    Origin origin,
    Optional<Instant> effectiveFrom,
    Optional<Instant> effectiveTo,
    String reason) {

  /** Who wants it, and when. */
  public record Author(String key, Instant now) {}

  /**
   * The override that it leads to.
   *
   * @param known the one of this slug that is there
   * @param needsApproval whether a second person has to approve it
   */
  public MatrixOverride after(
      Optional<MatrixOverride> known, Predicate<MatrixOverride> needsApproval, Author author) {
    Optional<MatrixOverride> same =
        known.filter(row -> row.equals(make(row.effectiveFrom(), row.signOff())));
    if (same.isPresent()) {
      return same.get();
    }
    MatrixOverride made = made(author, SignOff.Status.APPROVED);
    return needsApproval.test(made) ? made(author, SignOff.Status.PENDING_APPROVAL) : made;
  }

  /** It, as if nobody had to approve it. */
  public MatrixOverride asApproved(Author author) {
    return made(author, SignOff.Status.APPROVED);
  }

  private MatrixOverride made(Author author, SignOff.Status status) {
    return make(author.now(), new SignOff(author.now(), author.key(), Optional.empty(), status));
  }

  private MatrixOverride make(Instant otherwiseFrom, SignOff signOff) {
    return new MatrixOverride(
        slug,
        subject,
        target,
        effect,
        origin,
        effectiveFrom.orElse(otherwiseFrom),
        effectiveTo,
        reason,
        signOff);
  }
}
