package dev.saldo.domain.matrix;

import java.time.Instant;
import java.util.Optional;

/**
 * Who made an override, and whether it may apply.
 *
 * @param createdBy the id of the API key
 * @param decidedBy the id of the API key that approved or rejected it; empty when nobody had to
 */
public record SignOff(
    Instant createdAt, String createdBy, Optional<String> decidedBy, Status status) {

  /** Whether an override may apply. */
  public enum Status {
    /** Not until somebody else approves it. */
    PENDING_APPROVAL,
    /** Yes. */
    APPROVED,
    /** No, and never. */
    REJECTED
  }

  /** The same, decided by somebody. */
  public SignOff decided(Status other, String by) {
    return new SignOff(createdAt, createdBy, Optional.of(by), other);
  }
}
