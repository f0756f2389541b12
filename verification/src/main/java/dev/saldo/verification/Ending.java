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
  SETTLED("settled", "already_settled", "already_settled"),
  RELEASED("already_released", "already_released", "released"),
  /** By time; the settlement that came first is late, and there is none after it. */
  EXPIRED("late", "already_settled", "already_expired");

  private final String settlement;
  private final String otherSettlement;
  private final String release;

  Ending(String settlement, String otherSettlement, String release) {
    this.settlement = settlement;
    this.otherSettlement = otherSettlement;
    this.release = release;
  }

  /**
   * The ending that explains what the callers were told.
   *
   * @param settlements what those who wanted to settle it were told
   * @return empty if there is none
   */
  static Optional<Ending> of(List<Told> settlements, Told release) {
    List<String> words = settlements.stream().map(Ending::word).toList();
    return Arrays.stream(values())
        .filter(end -> end.settlements(words) && end.release.equals(word(release)))
        .findFirst();
  }

  /** Whether the settlements were told this, whichever came first. */
  private boolean settlements(List<String> words) {
    return words.equals(List.of(settlement, otherSettlement))
        || words.equals(List.of(otherSettlement, settlement));
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
