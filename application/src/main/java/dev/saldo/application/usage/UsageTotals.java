package dev.saldo.application.usage;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.pricing.TokenClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a customer used in a period.
 *
 * @param days one row for each local day, feature and model with usage, the newest day first
 * @param lastActiveAt of all time, not of the period
 */
public record UsageTotals(List<Day> days, Optional<Instant> lastActiveAt) {
  public UsageTotals {
    days = List.copyOf(days);
  }

  /**
   * A local day of one feature on one model.
   *
   * @param credits what the usage costs at the prices of its calls, charged or not
   * @param charged what was taken for it, debt included
   * @param notCharged what an overrun policy let go
   */
  public record Day(
      LocalDate day,
      String feature,
      ModelId model,
      long calls,
      Map<TokenClass, Long> tokens,
      Map<String, Long> units,
      Credits credits,
      Credits charged,
      Credits notCharged) {
    public Day {
      tokens = Map.copyOf(tokens);
      units = Map.copyOf(units);
    }
  }
}
