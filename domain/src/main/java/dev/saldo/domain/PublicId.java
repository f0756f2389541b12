package dev.saldo.domain;

import static dev.saldo.domain.InvalidValueException.require;

import java.util.Locale;

/**
 * The text of an id that belongs to a wallet: a prefix, then the number in the wallet and the
 * wallet itself, 13 digits each in Crockford's base 32. Numbers rise with time, so texts sort by
 * time.
 */
public final class PublicId {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int DIGITS_PER_LONG = 13;
  private static final int BITS_PER_DIGIT = 5;

  private PublicId() {}

  /** Writes the id. */
  public static String format(String prefix, WalletId wallet, long number) {
    StringBuilder text = new StringBuilder(prefix.length() + 2 * DIGITS_PER_LONG);
    text.append(prefix);
    append(text, number);
    append(text, wallet.value());
    return text.toString();
  }

  /** The two parts of an id. */
  public record Parts(WalletId wallet, long number) {}

  /**
   * Reads an id.
   *
   * @throws InvalidValueException if it is not of this prefix and shape
   */
  public static Parts parse(String prefix, String text) {
    require(
        text.startsWith(prefix) && text.length() == prefix.length() + 2 * DIGITS_PER_LONG,
        "must be an id beginning with " + prefix);
    int middle = prefix.length() + DIGITS_PER_LONG;
    return new Parts(
        new WalletId(read(text.substring(middle))), read(text.substring(prefix.length(), middle)));
  }

  private static void append(StringBuilder text, long value) {
    for (int digit = DIGITS_PER_LONG - 1; digit >= 0; digit--) {
      text.append(DIGITS.charAt((int) (value >>> (digit * BITS_PER_DIGIT)) & 31));
    }
  }

  private static long read(String text) {
    long value = 0;
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      int digit = DIGITS.indexOf(c);
      require(digit >= 0 && (value >>> 58) == 0, "must be an id as Saldo wrote it");
      value = (value << BITS_PER_DIGIT) | digit;
    }
    return value;
  }
}
