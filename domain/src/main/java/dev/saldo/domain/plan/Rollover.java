package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalInt;

/**
 * What a plan carries over into the next cycle of the credits it gave for one. Exactly one of
 * {@code validCycles} and {@code validDays} is given.
 *
 * @param cap the most that is carried over, above zero
 * @param validCycles for how many cycles it can be used, from 1
 * @param validDays for how many local days it can be used, from 1
 */
public record Rollover(Credits cap, OptionalInt validCycles, OptionalInt validDays) {
  /** The most cycles. */
  public static final int CYCLES_MAX = 120;

  /** The most days. */
  public static final int DAYS_MAX = 3_660;

  public Rollover {
    require(!cap.isZero(), "the cap of a rollover must be more than 0");
    require(
        validCycles.isPresent() != validDays.isPresent(),
        "a rollover must have either valid_cycles or valid_days");
    require(
        validCycles.isEmpty() || isWithin(validCycles.getAsInt(), CYCLES_MAX),
        "valid_cycles must be 1 to " + CYCLES_MAX);
    require(
        validDays.isEmpty() || isWithin(validDays.getAsInt(), DAYS_MAX),
        "valid_days must be 1 to " + DAYS_MAX);
  }

  /** What can be used for so many cycles. */
  public static Rollover forCycles(Credits cap, int cycles) {
    return new Rollover(cap, OptionalInt.of(cycles), OptionalInt.empty());
  }

  /** What can be used for so many days. */
  public static Rollover forDays(Credits cap, int days) {
    return new Rollover(cap, OptionalInt.empty(), OptionalInt.of(days));
  }

  /**
   * When what is carried over lapses.
   *
   * @param first the cycle into which it is carried
   * @param day of the month on which cycles begin
   */
  public Instant expiry(Cycle first, ZoneId zone, int day) {
    if (validDays.isPresent()) {
      return first.start().atZone(zone).plusDays(validDays.getAsInt()).toInstant();
    }
    Cycle last = first;
    for (int cycle = 1; cycle < validCycles.orElseThrow(); cycle++) {
      last = last.following(zone, zone, day);
    }
    return last.end();
  }

  private static boolean isWithin(int value, int max) {
    return value >= 1 && value <= max;
  }
}
