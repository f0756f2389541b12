package dev.saldo.domain.limit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * The time over which a limit counts. A new window is a new counter: nothing is reset. Days, weeks
 * and months begin at midnight in the customer's zone.
 */
public enum WindowKind {
  /** A minute of the clock. */
  MINUTE(3),
  /** An hour of the clock in UTC. */
  HOUR(4),
  /** From local midnight to the next; 23 or 25 hours long when clocks change. */
  DAY(1) {
    @Override
    LocalDate firstDay(LocalDate day) {
      return day;
    }

    @Override
    LocalDate firstDayOfNext(LocalDate first) {
      return first.plusDays(1);
    }
  },
  /** From Monday to the next. */
  WEEK(5) {
    @Override
    LocalDate firstDay(LocalDate day) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    LocalDate firstDayOfNext(LocalDate first) {
      return first.plusWeeks(1);
    }
  },
  /** From the first of the month to the first of the next. */
  MONTH(2) {
    @Override
    LocalDate firstDay(LocalDate day) {
      return day.withDayOfMonth(1);
    }

    @Override
    LocalDate firstDayOfNext(LocalDate first) {
      return first.plusMonths(1);
    }
  },
  /** The customer's billing cycle. */
  CYCLE(6),
  /** No window: a bucket that is full after a minute's worth, and flows out evenly. */
  RATE(7),
  /** No window: what is open at present. */
  OPEN(8);

  private final int code;

  WindowKind(int code) {
    this.code = code;
  }

  /** The first day of the window that a day is in. */
  LocalDate firstDay(LocalDate day) {
    throw new IllegalStateException(this + " is not made of days");
  }

  /** The first day of the window after the one that begins with a day. */
  LocalDate firstDayOfNext(LocalDate first) {
    throw new IllegalStateException(this + " is not made of days");
  }

  /** The number that stored counters carry; it never changes. */
  public int code() {
    return code;
  }

  /**
   * The window of this kind that contains the instant. Windows follow one another without gap or
   * overlap: where clocks are set back across midnight, the first midnight divides the days.
   *
   * @throws IllegalStateException if the calendar alone does not tell: a cycle is the customer's,
   *     and rates and open authorizations have none
   */
  public Window containing(Instant at, ZoneId zone) {
    return switch (this) {
      case MINUTE -> clockWindow(at, 60);
      case HOUR -> clockWindow(at, 3600);
      case DAY, WEEK, MONTH ->
          RecentWindows.containing(this, zone, at, () -> calendarWindow(at, zone));
      case CYCLE, RATE, OPEN -> throw new IllegalStateException(this + " is not in the calendar");
    };
  }

  private Window clockWindow(Instant at, long seconds) {
    long start = Math.floorDiv(at.getEpochSecond(), seconds) * seconds;
    return new Window(this, Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + seconds));
  }

  private Window calendarWindow(Instant at, ZoneId zone) {
    LocalDate first = firstDay(LocalDate.ofInstant(at, zone));
    Window asked = from(first, zone);
    return asked.contains(at) ? asked : from(firstDayOfNext(first), zone);
  }

  private Window from(LocalDate first, ZoneId zone) {
    return new Window(
        this,
        first.atStartOfDay(zone).toInstant(),
        firstDayOfNext(first).atStartOfDay(zone).toInstant());
  }
}
