package dev.saldo.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A customer in São Paulo moves to Tokyo at noon of Tuesday, 10 November 2026. */
class CalendarWindowsTest {
  private static final Instant MOVED = Instant.parse("2026-11-10T15:00:00Z");

  private final CalendarWindows before = CalendarWindows.of(ZoneId.of("America/Sao_Paulo"));
  private final CalendarWindows after = before.changed(ZoneId.of("Asia/Tokyo"), MOVED);

  @Test
  void countsInTheDaysOfItsZone() {
    assertThat(before.containing(WindowKind.DAY, MOVED))
        .isEqualTo(day("2026-11-10T03:00:00Z", "2026-11-11T03:00:00Z"));
    assertThat(before.carried()).isEmpty();
  }

  @Test
  void letsWhatWasOpenRunOnToItsOldEnd() {
    assertThat(after.containing(WindowKind.DAY, MOVED))
        .isEqualTo(day("2026-11-10T03:00:00Z", "2026-11-11T03:00:00Z"));
    assertThat(after.containing(WindowKind.DAY, Instant.parse("2026-11-11T03:00:00Z")))
        .isEqualTo(day("2026-11-10T15:00:00Z", "2026-11-11T15:00:00Z"));
  }

  @Test
  void keepsOnlyWhatHasNotEnded() {
    assertThat(after.carried())
        .extracting(Window::kind)
        .containsExactly(WindowKind.DAY, WindowKind.WEEK, WindowKind.MONTH);
    assertThat(after.from(Instant.parse("2026-11-11T03:00:00Z")).carried())
        .extracting(Window::kind)
        .containsExactly(WindowKind.WEEK, WindowKind.MONTH);
    assertThat(after.from(Instant.parse("2026-11-30T00:00:00Z")).carried())
        .extracting(Window::kind)
        .containsExactly(WindowKind.MONTH);
    assertThat(after.from(Instant.parse("2026-12-01T03:00:00Z")))
        .isEqualTo(CalendarWindows.of(ZoneId.of("Asia/Tokyo")));
  }

  private static Window day(String start, String end) {
    return new Window(WindowKind.DAY, Instant.parse(start), Instant.parse(end));
  }
}
