package dev.saldo.domain.limit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A calendar window in the customer's zone. A new window is a new counter: nothing is reset. */
public enum WindowKind {
  /** From local midnight to the next; 23 or 25 hours long when clocks change. */
  DAY("daily", 1) {
    @Override
    LocalDate firstDay(LocalDate day) {
      return day;
    }

    @Override
    LocalDate firstDayOfNext(LocalDate first) {
      return first.plusDays(1);
    }
  },
  /** From the first of the month to the first of the next. */
  MONTH("monthly", 2) {
    @Override
    LocalDate firstDay(LocalDate day) {
      return day.withDayOfMonth(1);
    }

    @Override
    LocalDate firstDayOfNext(LocalDate first) {
      return first.plusMonths(1);
    }
  };

  private final String limitName;
  private final int code;

  WindowKind(String limitName, int code) {
    this.limitName = limitName;
    this.code = code;
  }

  abstract LocalDate firstDay(LocalDate day);

  abstract LocalDate firstDayOfNext(LocalDate first);

  /** What a limit over this window is called on the wire: {@code daily}, {@code monthly}. */
  public String limitName() {
    return limitName;
  }

  /** The number that stored counters carry; it never changes. */
  public int code() {
    return code;
  }

  /**
   * The window of this kind that contains the instant. Windows follow one another without gap or
   * overlap: where clocks are set back across midnight, the first midnight divides the days.
   */
  public Window containing(Instant at, ZoneId zone) {
    return RecentWindows.containing(this, zone, at, () -> workOut(at, zone));
  }

  private Window workOut(Instant at, ZoneId zone) {
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
