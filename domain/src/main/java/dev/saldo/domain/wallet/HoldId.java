package dev.saldo.domain.wallet;

import dev.saldo.domain.PublicId;
import dev.saldo.domain.WalletId;

/** Identifies a hold, which the API calls an authorization; its text begins with {@code auth_}. */
public record HoldId(WalletId wallet, long number) {
  private static final String PREFIX = "auth_";

  /**
   * Reads the text of an id.
   *
   * @throws dev.saldo.domain.InvalidValueException if it is none
   */
  public static HoldId parse(String text) {
    PublicId.Parts parts = PublicId.parse(PREFIX, text);
    return new HoldId(parts.wallet(), parts.number());
  }

  @Override
  public String toString() {
    return PublicId.format(PREFIX, wallet, number);
  }
}
