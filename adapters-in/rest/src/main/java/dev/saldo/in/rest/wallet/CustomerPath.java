package dev.saldo.in.rest.wallet;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;

/** The keys of customers and users in addresses. */
public final class CustomerPath {
  private CustomerPath() {}

  /** The key of a customer that must exist; one that no customer can have is simply unknown. */
  public static Key key(String text) {
    try {
      return new Key(text);
    } catch (InvalidValueException _) {
      throw CallProblems.customerUnknown();
    }
  }
}
