package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import java.util.Optional;

/** What is wanted of a customer's own allowance, from the next cycle on. */
public sealed interface AllowanceChange {
  /** It stays as it is when the change is decided, whoever changed it last. */
  record Unchanged() implements AllowanceChange {}

  /** Each cycle gives this, in place of the plan's allowance. */
  record ToOwn(Credits credits) implements AllowanceChange {}

  /** Each cycle gives the plan's allowance. */
  record ToPlans() implements AllowanceChange {}

  /** The own allowance of a customer who had this one; empty for the plan's. */
  default Optional<Credits> after(Optional<Credits> before) {
    return switch (this) {
      case Unchanged() -> before;
      case ToOwn(Credits credits) -> Optional.of(credits);
      case ToPlans() -> Optional.empty();
    };
  }
}
