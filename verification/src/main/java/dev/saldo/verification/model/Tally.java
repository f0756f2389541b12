package dev.saldo.verification.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calls of users by feature, provider and day or month, in UTC. */
final class Tally {
  private final Map<String, long[]> used = new TreeMap<>();

  /** A full window: when it ends, and how long it is. */
  private record Full(LocalDate end, int days, String code) {
    static final Comparator<Full> FREES_FIRST =
        Comparator.comparing(Full::end).thenComparingInt(Full::days);
  }

  /** The refusal of a call that has several ways and no room on any; empty when there is room. */
  Optional<String> refusal(Call call, List<Plan.Cell> ways, Instant at) {
    List<Full> lasts = new ArrayList<>();
    for (Plan.Cell way : ways) {
      Optional<Full> last = full(call, way, at).stream().max(Full.FREES_FIRST);
      if (last.isEmpty()) {
        return Optional.empty();
      }
      lasts.add(last.get());
    }
    return lasts.stream().min(Full.FREES_FIRST).map(Full::code);
  }

  boolean hasRoom(Call call, Plan.Cell way, Instant at) {
    return full(call, way, at).isEmpty();
  }

  private List<Full> full(Call call, Plan.Cell way, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    LocalDate month = day.withDayOfMonth(1);
    List<Full> full = new ArrayList<>();
    if (way.daily() > 0 && count(call, way.provider(), "day", day) >= way.daily()) {
      full.add(new Full(day.plusDays(1), 1, "daily_limit"));
    }
    if (way.monthly() > 0 && count(call, way.provider(), "month", month) >= way.monthly()) {
      full.add(new Full(month.plusMonths(1), 31, "monthly_limit"));
    }
    return full;
  }

  private long count(Call call, String provider, String kind, LocalDate start) {
    long[] counts = used.getOrDefault(name(call, provider, kind, start), new long[2]);
    return counts[0] + counts[1];
  }

  private static String name(Call call, String provider, String kind, LocalDate start) {
    return "%s of '%s' %s %s %s".formatted(kind, call.user(), call.feature(), provider, start);
  }

  /** Counts uses and reservations, in the windows of an instant. */
  void add(Call call, String provider, Instant at, long uses, long reservations) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    add(name(call, provider, "day", day), uses, reservations);
    add(name(call, provider, "month", day.withDayOfMonth(1)), uses, reservations);
  }

  private void add(String name, long uses, long reservations) {
    long[] counts = used.computeIfAbsent(name, _ -> new long[2]);
    counts[0] += uses;
    counts[1] += reservations;
  }

  /** Every window in which something counts, as text. */
  Map<String, String> counts() {
    Map<String, String> counts = new TreeMap<>();
    used.forEach(
        (name, count) -> {
          if (count[0] != 0 || count[1] != 0) {
            counts.put(name, count[0] + " used, " + count[1] + " reserved");
          }
        });
    return counts;
  }
}
