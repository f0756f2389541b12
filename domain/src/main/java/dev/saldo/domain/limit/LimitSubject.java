package dev.saldo.domain.limit;

import java.util.Optional;
import java.util.Set;

/** Whose use a limit counts together, inside one wallet. */
public enum LimitSubject {
  /** Each user for itself; the customer's anonymous user is one. */
  USER,
  /** The members of a group together. */
  GROUP,
  /** Everybody. */
  CUSTOMER;

  private static final String CUSTOMER_MARK = "*";
  private static final String GROUP_MARK = "#";

  /**
   * The subject as counters name it. Marks are characters that no key of a user begins with: {@code
   * *} is the customer, {@code #beta} a group, the empty text the anonymous user.
   *
   * @param user the key of who calls; empty text for the anonymous user
   * @param groups of who calls
   * @param group of the rule, when this is {@link #GROUP}
   * @return empty when the rule is not about who calls
   */
  Optional<String> of(String user, Set<String> groups, Optional<String> group) {
    return switch (this) {
      case USER -> Optional.of(user);
      case GROUP -> group.filter(groups::contains).map(slug -> GROUP_MARK + slug);
      case CUSTOMER -> Optional.of(CUSTOMER_MARK);
    };
  }

  /** What a counter's subject is. */
  public static LimitSubject of(String subject) {
    if (subject.equals(CUSTOMER_MARK)) {
      return CUSTOMER;
    }
    return subject.startsWith(GROUP_MARK) ? GROUP : USER;
  }

  /** The slug of the group that a counter's subject is; empty when it is none. */
  public static Optional<String> groupOf(String subject) {
    return of(subject) == GROUP
        ? Optional.of(subject.substring(GROUP_MARK.length()))
        : Optional.empty();
  }
}
