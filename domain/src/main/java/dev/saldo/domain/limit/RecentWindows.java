package dev.saldo.domain.limit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The window that was asked for last, of each kind in each zone: nearly always the next one asked
 * for is the same, and to work it out from the calendar costs more than the rest of a decision.
 */
final class RecentWindows {
  private record Asked(WindowKind kind, ZoneId zone) {}

  private static final Map<Asked, Window> LAST = new ConcurrentHashMap<>();

  private RecentWindows() {}

  /** The window that contains the instant; worked out if it is not the last one. */
  static Window containing(WindowKind kind, ZoneId zone, Instant at, Supplier<Window> workOut) {
    Asked asked = new Asked(kind, zone);
    Window last = LAST.get(asked);
    if (last != null && last.contains(at)) {
      return last;
    }
    Window window = workOut.get();
    LAST.put(asked, window);
    return window;
  }
}
