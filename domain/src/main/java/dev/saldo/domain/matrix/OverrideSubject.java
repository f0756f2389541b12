package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Key;
import dev.saldo.domain.Slug;
import java.util.Optional;

/**
 * Whose calls an override is about: those of one user, or of a group's members. One that names both
 * is the user's.
 *
 * @param customer whose user it is, since keys of users are unique inside a customer only
 */
public record OverrideSubject(Optional<Key> customer, Optional<Key> user, Optional<String> group) {
  public OverrideSubject {
    require(
        customer.isPresent() == user.isPresent(),
        "a user is named together with the customer, and a customer with the user");
    require(user.isPresent() || group.isPresent(), "must name a user or a group");
    group.ifPresent(Slug::of);
  }

  /** One user of a customer. */
  public static OverrideSubject ofUser(Key customer, Key user) {
    return new OverrideSubject(Optional.of(customer), Optional.of(user), Optional.empty());
  }

  /** Everybody in a group. */
  public static OverrideSubject ofGroup(String group) {
    return new OverrideSubject(Optional.empty(), Optional.empty(), Optional.of(group));
  }

  boolean isUser() {
    return user.isPresent();
  }
}
