package dev.saldo.verification;

import dev.saldo.verification.model.Told;
import dev.saldo.verification.model.Wish;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a hold ends that two settlements of different amounts, a release and its expiry race for: in
 * one of three ways, and each tells all callers what it must.
 */
enum Ending {
  /** By the settlement that came first. */
  SETTLED(List.of("already_settled", "settled"), "already_settled"),
  RELEASED(List.of("already_released", "already_released"), "released"),
  /** By time; the settlement that came first is late, and there is none after it. */
  EXPIRED(List.of("already_settled", "late"), "already_expired");

  private final List<String> settlements;
  private final String release;

  Ending(List<String> settlements, String release) {
    this.settlements = settlements;
    this.release = release;
  }

  /**
   * The ending that explains what the callers were told.
   *
   * @param settlements what those who wanted to settle it were told
   * @return empty if there is none
   */
  static Optional<Ending> of(List<Told> settlements, Told release) {
    List<String> words = settlements.stream().map(Ending::word).sorted().toList();
    return Arrays.stream(values())
        .filter(end -> end.settlements.equals(words) && end.release.equals(word(release)))
        .findFirst();
  }

  private static String word(Told told) {
    String refusal = told.said().getOrDefault("code", "");
    if (!refusal.isEmpty()) {
      return refusal;
    }
    return switch (told.wish()) {
      case Wish.Settle _ ->
          told.said().getOrDefault("late", "").equals("true") ? "late" : "settled";
      case Wish.Release _ -> "released";
      case Wish.Authorize _, Wish.Give _, Wish.ChangePlan _ ->
          throw new IllegalArgumentException("ends no hold: " + told);
    };
  }
}
