package dev.saldo.domain;

import static dev.saldo.domain.InvalidValueException.require;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of credits, never negative, counted in micro-credits: 1 credit is 1,000,000.
 *
 * <p>Arithmetic is exact. A sum above {@link #MAX} and a difference below zero throw {@link
 * ArithmeticException}: they are bugs, since decisions check before they add or take.
 */
public record Credits(long micros) implements Comparable<Credits> {
  /** Micro-credits in one credit. */
  public static final long MICROS_PER_CREDIT = 1_000_000;

  /** Nothing. */
  public static final Credits ZERO = new Credits(0);

  /** The largest amount: 10<sup>12</sup> credits, a ninth of what a {@code long} could hold. */
  public static final Credits MAX = new Credits(1_000_000_000_000L * MICROS_PER_CREDIT);

  /** How many decimals a credit has. */
  public static final int DECIMALS = 6;

  private static final Pattern WIRE = Pattern.compile("[0-9]{1,13}(\\.[0-9]{1,6})?");

  public Credits {
    require(micros >= 0, "must not be negative");
    if (micros > 1_000_000_000_000L * MICROS_PER_CREDIT) {
      throw new ArithmeticException("more than 10^12 credits");
    }
  }

  /** Whole credits. */
  public static Credits of(long credits) {
    return new Credits(Math.multiplyExact(credits, MICROS_PER_CREDIT));
  }

  /**
   * Reads a decimal such as {@code "12.5"}: digits with at most six decimals, no sign, no exponent.
   *
   * @throws InvalidValueException if the text is not such a decimal or is above {@link #MAX}
   */
  public static Credits parse(String text) {
    require(
        WIRE.matcher(text).matches(), "must be a decimal of at most 6 decimals, such as \"12.5\"");
    BigDecimal micros = new BigDecimal(text).movePointRight(DECIMALS);
    require(micros.compareTo(BigDecimal.valueOf(MAX.micros)) <= 0, "must be at most 1000000000000");
    return new Credits(micros.longValueExact());
  }

  /** The sum. */
  public Credits plus(Credits other) {
    return new Credits(Math.addExact(micros, other.micros));
  }

  /** The sum, or {@link #MAX} if that is less. */
  public Credits plusOrMax(Credits other) {
    return plus(other.min(MAX.minus(this)));
  }

  /** The difference; {@code other} must not be larger. */
  public Credits minus(Credits other) {
    if (other.micros > micros) {
      throw new ArithmeticException(this + " - " + other + " is below zero");
    }
    return new Credits(micros - other.micros);
  }

  /** The difference, or nothing when {@code other} is larger. */
  public Credits minusOrZero(Credits other) {
    return other.micros >= micros ? ZERO : new Credits(micros - other.micros);
  }

  /** The smaller of the two. */
  public Credits min(Credits other) {
    return micros <= other.micros ? this : other;
  }

  /** Whether this is nothing. */
  public boolean isZero() {
    return micros == 0;
  }

  /** Whether this is more than {@code other}. */
  public boolean exceeds(Credits other) {
    return micros > other.micros;
  }

  @Override
  public int compareTo(Credits other) {
    return Long.compare(micros, other.micros);
  }

  /** The shortest decimal, as on the wire: {@code 0.2}, {@code 100}. */
  @Override
  public String toString() {
    long whole = micros / MICROS_PER_CREDIT;
    long rest = micros % MICROS_PER_CREDIT;
    if (rest == 0) {
      return Long.toString(whole);
    }
    String decimals = Long.toString(MICROS_PER_CREDIT + rest).substring(1);
    int end = decimals.length();
    while (decimals.charAt(end - 1) == '0') {
      end--;
    }
    return whole + "." + decimals.substring(0, end);
  }
}
