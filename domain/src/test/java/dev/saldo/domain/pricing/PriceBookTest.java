package dev.saldo.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceBookTest {
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void appliesTheListThatBeganLast() {
    PriceBook book = prices(list(1, JANUARY), list(2, JUNE), list(3, MARCH));

    assertThat(book.pricesAt(JANUARY).version()).isEqualTo(1);
    assertThat(book.pricesAt(MARCH.minusNanos(1)).version()).isEqualTo(1);
    assertThat(book.pricesAt(MARCH).version()).isEqualTo(3);
    assertThat(book.pricesAt(JUNE.plusSeconds(1)).version()).isEqualTo(2);
  }

  @Test
  void prefersTheHigherVersionOfThoseThatBeganTogether() {
    assertThat(prices(list(1, MARCH), list(2, MARCH)).pricesAt(JUNE).version()).isEqualTo(2);
  }

  @Test
  void appliesTheFirstListBeforeAnyBegan() {
    assertThat(prices(list(4, MARCH), list(5, JUNE)).pricesAt(JANUARY).version()).isEqualTo(4);
  }

  @Test
  void knowsNoCostsBeforeTheirListBegan() {
    CostList costs = new CostList(1, MARCH, List.of());
    PriceBook book = new PriceBook(List.of(list(1, JANUARY)), List.of(costs));

    assertThat(book.costsAt(JANUARY)).isEmpty();
    assertThat(book.costsAt(MARCH)).contains(costs);
    assertThat(book.costs(1)).contains(costs);
    assertThat(book.costs(2)).isEmpty();
  }

  @Test
  void findsAFrozenVersion() {
    PriceBook book = prices(list(1, JANUARY), list(7, JUNE));

    assertThat(book.prices(7)).contains(list(7, JUNE));
    assertThat(book.prices(2)).isEmpty();
  }

  @Test
  void refusesVersionsThatDoNotAscend() {
    assertThatThrownBy(() -> prices(list(2, JANUARY), list(2, MARCH)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("versions of price lists must ascend, 2 does not");
    assertThatThrownBy(
            () ->
                new PriceBook(
                    List.of(list(1, JANUARY)),
                    List.of(
                        new CostList(2, JANUARY, List.of()), new CostList(1, MARCH, List.of()))))
        .hasMessage("versions of cost lists must ascend, 1 does not");
    assertThatThrownBy(() -> prices()).isInstanceOf(InvalidValueException.class);
  }

  private static PriceBook prices(TokenPricing... lists) {
    return new PriceBook(List.of(lists), List.of());
  }

  private static TokenPricing list(int version, Instant since) {
    return new TokenPricing(version, since, List.of());
  }
}
