package dev.saldo.domain.limit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The days, weeks and months of a customer: those of its zone, but windows of an earlier zone that
 * were open when it changed run on to their old end.
 *
 * @param carried the windows that run on, at most one of each kind; also after they have ended
 */
public record CalendarWindows(ZoneId zone, List<Window> carried) {
  public CalendarWindows {
    carried = List.copyOf(carried);
  }

  /** Those of a customer whose zone has never changed. */
  public static CalendarWindows of(ZoneId zone) {
    return new CalendarWindows(zone, List.of());
  }

  /** The window of a kind that an instant is in; the kind is day, week, month, minute or hour. */
  public Window containing(WindowKind kind, Instant at) {
    for (Window window : carried) {
      if (window.kind() == kind && window.contains(at)) {
        return window;
      }
    }
    return kind.containing(at, zone);
  }

  /** The same from an instant on, at which the zone changes; windows that begin then are new. */
  public CalendarWindows changed(ZoneId next, Instant at) {
    return new CalendarWindows(
        next,
        Stream.of(WindowKind.DAY, WindowKind.WEEK, WindowKind.MONTH)
            .map(kind -> containing(kind, at))
            .filter(window -> window.start().isBefore(at))
            .toList());
  }

  /** The same without windows that have ended. */
  public CalendarWindows from(Instant at) {
    return keeping(window -> window.end().isAfter(at));
  }

  /** The same without windows that an instant is not in. */
  public CalendarWindows at(Instant instant) {
    return keeping(window -> window.contains(instant));
  }

  private CalendarWindows keeping(Predicate<Window> kept) {
    return carried.isEmpty()
        ? this
        : new CalendarWindows(zone, carried.stream().filter(kept).toList());
  }
}
