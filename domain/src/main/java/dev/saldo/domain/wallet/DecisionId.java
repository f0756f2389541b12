package dev.saldo.domain.wallet;

import dev.saldo.domain.PublicId;
import dev.saldo.domain.WalletId;

/**
 * Identifies the stored explanation of an authorization or its refusal; its text begins with {@code
 * dec_}.
 */
public record DecisionId(WalletId wallet, long number) {
  private static final String PREFIX = "dec_";

  /**
   * Reads the text of an id.
   *
   * @throws dev.saldo.domain.InvalidValueException if it is none
   */
  public static DecisionId parse(String text) {
    PublicId.Parts parts = PublicId.parse(PREFIX, text);
    return new DecisionId(parts.wallet(), parts.number());
  }

  @Override
  public String toString() {
    return PublicId.format(PREFIX, wallet, number);
  }
}
