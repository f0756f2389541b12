package dev.saldo.benchmarks;

import java.util.Locale;

/** How figures are written. */
public final class Numbers {
  private Numbers() {}

  /** Without a fraction: {@code 12,345}. */
  public static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** With two places: {@code 1.25}. */
  public static String places(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** How many times as much: {@code 2.6 ×}; a dash when there is nothing to compare with. */
  public static String times(double value, double other) {
    return other > 0 ? String.format(Locale.ROOT, "%.1f ×", value / other) : "–";
  }
}
