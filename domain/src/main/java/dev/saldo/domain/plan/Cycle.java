package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/** A billing cycle: a calendar month in the customer's zone, from its start to before its end. */
public record Cycle(Instant start, Instant end) {
  public Cycle {
    require(start.isBefore(end), "a cycle must end after its start");
  }

  /** The calendar month that contains the instant. */
  public static Cycle containing(Instant at, ZoneId zone) {
    YearMonth month = YearMonth.from(at.atZone(zone));
    return new Cycle(startOf(month, zone), startOf(month.plusMonths(1), zone));
  }

  /**
   * The cycle after this one. It begins where this one ends and runs to the end of the following
   * month in {@code next}, so that a customer who moves to another zone has neither a gap nor two
   * cycles for one month.
   */
  public Cycle following(ZoneId current, ZoneId next) {
    YearMonth month = YearMonth.from(end.atZone(current));
    return new Cycle(/* start= */ end, /* end= */ startOf(month.plusMonths(1), next));
  }

  /** The local midnight, or the first moment after a skipped one, with which a month begins. */
  private static Instant startOf(YearMonth month, ZoneId zone) {
    return month.atDay(1).atStartOfDay(zone).toInstant();
  }
}
