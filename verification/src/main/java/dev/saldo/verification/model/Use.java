package dev.saldo.verification.model;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a settlement says of a call.
 *
 * @param tokens what was used; empty when nobody knows
 * @param model what served it; empty for the one that was authorized
 */
public record Use(OptionalLong tokens, Optional<String> model, boolean failed) {

  /** What is due: of a call that succeeded and whose use nobody knows, what was expected. */
  BigInteger due(Call call) {
    if (tokens.isEmpty()) {
      return failed ? BigInteger.ZERO : call.due();
    }
    return Amount.ofTokens(tokens.getAsLong());
  }

  /** A failed call that used nothing is none. */
  long calls() {
    return failed && tokens.orElse(0) == 0 ? 0 : 1;
  }
}
