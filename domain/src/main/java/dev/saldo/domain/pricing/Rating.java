package dev.saldo.domain.pricing;

import dev.saldo.domain.Credits;
import java.util.List;

/** What usage costs at a price; the lines add up to the credits exactly. */
public record Rating(Credits credits, List<PriceLine> lines) {
  public Rating {
    lines = List.copyOf(lines);
  }
}
