package dev.saldo.verification.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan of calendar months that refuses what it does not cover. Amounts are micro-credits.
 *
 * @param overrun {@code charge}, {@code debt_up_to}, {@code cap_at_hold} or {@code reject}
 * @param rolls the most that rolls over, for one cycle
 * @param cells what it allows, for each feature the provider to try first before the others
 */
public record Plan(
    String slug,
    BigInteger allowance,
    String overrun,
    BigInteger debtLimit,
    BigInteger rolls,
    List<Cell> cells) {

  /**
   * One model for users of a profile in a feature.
   *
   * @param model {@code provider/model}
   * @param daily calls of a user a day; 0 for no limit
   * @param monthly calls of a user a month; 0 for no limit
   */
  public record Cell(String profile, String feature, String model, long daily, long monthly) {
    /** The part before the slash. */
    public String provider() {
      return model.substring(0, model.indexOf('/'));
    }
  }

  public Plan {
    cells = List.copyOf(cells);
  }

  /** The cells a call is for, whichever model it wants. */
  List<Cell> offers(Call call) {
    return cells.stream()
        .filter(cell -> cell.profile().equals(call.profile()))
        .filter(cell -> cell.feature().equals(call.feature()))
        .toList();
  }

  /** The cells that a call may go, in the order in which to try them. */
  List<Cell> ways(Call call) {
    List<Cell> offers = offers(call);
    Optional<Cell> wanted =
        offers.stream().filter(cell -> call.model().equals(Optional.of(cell.model()))).findFirst();
    if (call.model().isEmpty()) {
      return offers;
    }
    if (wanted.isEmpty() || !call.fallback()) {
      return wanted.stream().toList();
    }
    List<Cell> ways = new ArrayList<>(offers);
    ways.remove(wanted.get());
    ways.addFirst(wanted.get());
    return ways;
  }
}
