package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * A billing cycle: a month in the customer's zone, from its start to before its end. It begins on a
 * fixed day of the month, or on the last one of a month that has no such day: cycles of day 31
 * begin on 31 January, 28 February and 31 March.
 *
 * <p>A cycle begins with its day: at local midnight, at the first moment after a midnight that
 * clocks skip, and at the first of two midnights.
 */
public record Cycle(Instant start, Instant end) {
  /** The last day of the month on which cycles can begin. */
  public static final int DAY_MAX = 31;

  /** The shortest that a cycle gets when day or zone have changed. */
  private static final int DAYS_MIN = 15;

  public Cycle {
    require(start.isBefore(end), "a cycle must end after its start");
  }

  /**
   * The cycle that contains the instant.
   *
   * @param day of the month on which cycles begin, 1 to 31
   */
  public static Cycle containing(Instant at, ZoneId zone, int day) {
    YearMonth month = YearMonth.from(at.atZone(zone)).plusMonths(1);
    while (start(month, day, zone).isAfter(at)) {
      month = month.minusMonths(1);
    }
    return new Cycle(start(month, day, zone), start(month.plusMonths(1), day, zone));
  }

  /**
   * The cycle after this one. It begins where this one ends and runs to the next such day in {@code
   * next}, so that a customer who moves to another zone has neither a gap nor two cycles for one
   * month. Where that would be fewer than 15 days, because the day is another than before, it runs
   * to the one after that.
   *
   * @param day of the month on which the cycles after it begin, 1 to 31
   */
  public Cycle following(ZoneId current, ZoneId next, int day) {
    LocalDate begins = LocalDate.ofInstant(end, current);
    LocalDate earliest = begins.plusDays(DAYS_MIN);
    YearMonth month = YearMonth.from(begins);
    while (first(month, day).isBefore(earliest)) {
      month = month.plusMonths(1);
    }
    return new Cycle(/* start= */ end, /* end= */ start(month, day, next));
  }

  /** The window in which limits of a cycle count. */
  public Window asWindow() {
    return new Window(WindowKind.CYCLE, start, end);
  }

  private static LocalDate first(YearMonth month, int day) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }

  private static Instant start(YearMonth month, int day, ZoneId zone) {
    return first(month, day).atStartOfDay(zone).toInstant();
  }
}
