package dev.saldo.verification;

import java.util.ArrayList;
import java.util.List;

/** Judges one race for one pot of units. */
final class RaceVerdict {
  private RaceVerdict() {}

  /**
   * What is wrong with the answers of callers who raced for {@code units}, each wanting one.
   *
   * @param pot names what they raced for
   * @param refusal the status that those who got nothing must have been given
   * @return empty if exactly as many were admitted as there were units, and the rest was refused
   */
  static List<String> faults(String pot, int units, int refusal, List<Answer> answers) {
    int expected = Math.min(units, answers.size());
    long admitted = answers.stream().filter(Answer::isSuccess).count();
    List<String> faults = new ArrayList<>();
    if (admitted != expected) {
      faults.add(
          "%s: %d of %d callers admitted to %d units (%s)"
              .formatted(
                  pot, admitted, answers.size(), units, admitted > expected ? "over" : "under"));
    }
    answers.stream()
        .filter(answer -> !answer.isSuccess() && answer.status() != refusal)
        .map(answer -> pot + ": answered " + answer.shown())
        .forEach(faults::add);
    return faults;
  }
}
