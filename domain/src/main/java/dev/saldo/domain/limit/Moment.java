package dev.saldo.domain.limit;

import java.time.Instant;

/**
 * When a limit is looked at.
 *
 * @param calendar the customer's days, weeks and months
 * @param cycle the customer's billing cycle that contains the instant
 */
public record Moment(Instant at, CalendarWindows calendar, Window cycle) {

  /** The window that a counter belongs to; what has none counts from the epoch. */
  public Window window(WindowKind kind) {
    return switch (kind) {
      case MINUTE, HOUR, DAY, WEEK, MONTH -> calendar.containing(kind, at);
      case CYCLE -> cycle;
      case RATE, OPEN -> new Window(kind, Instant.EPOCH, Instant.EPOCH);
    };
  }

  /** The same for answers, in which open authorizations are those of now. */
  Window shown(Window window) {
    return window.kind() == WindowKind.OPEN ? new Window(WindowKind.OPEN, at, at) : window;
  }
}
