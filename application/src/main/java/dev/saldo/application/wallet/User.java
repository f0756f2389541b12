package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import java.time.Instant;
import java.util.Set;

/** A person or agent inside a customer, who was given a profile or groups. */
public record User(Key key, String profile, Set<String> groups, Instant createdAt) {
  /** The profile of a user who was never stored. */
  public static final String PROFILE_DEFAULT = "user";

  public User {
    groups = Set.copyOf(groups);
  }
}
