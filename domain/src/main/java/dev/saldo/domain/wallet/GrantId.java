package dev.saldo.domain.wallet;

import dev.saldo.domain.PublicId;
import dev.saldo.domain.WalletId;

/** Identifies a grant; its text begins with {@code grant_}. */
public record GrantId(WalletId wallet, long number) {
  private static final String PREFIX = "grant_";

  /**
   * Reads the text of an id.
   *
   * @throws dev.saldo.domain.InvalidValueException if it is none
   */
  public static GrantId parse(String text) {
    PublicId.Parts parts = PublicId.parse(PREFIX, text);
    return new GrantId(parts.wallet(), parts.number());
  }

  @Override
  public String toString() {
    return PublicId.format(PREFIX, wallet, number);
  }
}
