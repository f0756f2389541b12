package dev.saldo.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenUsageTest {
  @Test
  void isEqualByWhatWasCounted() {
    TokenUsage sparse = new TokenUsage(1, Map.of(TokenClass.INPUT, 5L), Map.of());
    TokenUsage zeros =
        new TokenUsage(1, Map.of(TokenClass.INPUT, 5L, TokenClass.OUTPUT, 0L), Map.of("image", 0L));

    assertThat(zeros).isEqualTo(sparse).hasSameHashCodeAs(sparse);
    assertThat(TokenUsage.ofTokens(5, 0)).isEqualTo(sparse);
  }

  @Test
  void keepsItsCountsWhenTheMapsChange() {
    Map<TokenClass, Long> tokens = new HashMap<>(Map.of(TokenClass.INPUT, 5L));
    Map<String, Long> units = new HashMap<>(Map.of("page", 1L));
    TokenUsage usage = new TokenUsage(1, tokens, units);

    tokens.put(TokenClass.INPUT, 6L);
    units.clear();

    assertThat(usage.tokens(TokenClass.INPUT)).isEqualTo(5);
    assertThat(usage.units()).containsEntry("page", 1L);
    assertThatThrownBy(() -> usage.tokens().put(TokenClass.OUTPUT, 1L))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> usage.units().put("page", 2L))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void replacesOutputAndKeepsTheRest() {
    TokenUsage usage = new TokenUsage(2, Map.of(TokenClass.INPUT, 5L), Map.of("page", 1L));

    assertThat(usage.withOutput(9))
        .isEqualTo(
            new TokenUsage(
                2, Map.of(TokenClass.INPUT, 5L, TokenClass.OUTPUT, 9L), Map.of("page", 1L)));
    assertThat(usage.withOutput(9).withOutput(0)).isEqualTo(usage);
    assertThat(usage.withOutput(9).totalTokens()).isEqualTo(14);
  }

  @Test
  void isNothingOnlyWithoutCallsTokensAndUnits() {
    assertThat(TokenUsage.NOTHING.isNothing()).isTrue();
    assertThat(new TokenUsage(0, Map.of(TokenClass.INPUT, 0L), Map.of("page", 0L)).isNothing())
        .isTrue();
    assertThat(TokenUsage.ofTokens(0, 0).isNothing()).isFalse();
    assertThat(new TokenUsage(0, Map.of(TokenClass.INPUT, 1L), Map.of()).isNothing()).isFalse();
    assertThat(new TokenUsage(0, Map.of(), Map.of("page", 1L)).isNothing()).isFalse();
  }

  @Test
  void refusesCountsOutOfBounds() {
    refuses(() -> new TokenUsage(-1, Map.of(), Map.of()));
    refuses(() -> new TokenUsage(1_000_001, Map.of(), Map.of()));
    refuses(() -> TokenUsage.ofTokens(-1, 0));
    refuses(() -> TokenUsage.ofTokens(0, 1_000_000_001));
    refuses(() -> new TokenUsage(1, Map.of(), Map.of("page", -1L)));
    refuses(() -> new TokenUsage(1, Map.of(), Map.of("page", 1_000_000_001L)));
    refuses(() -> new TokenUsage(1, Map.of(), Map.of("Two Words", 1L)));
  }

  @Test
  void refusesMoreThanSixteenUnits() {
    Map<String, Long> units = new HashMap<>();
    for (int i = 0; i < 16; i++) {
      units.put("unit-" + i, 1L);
    }
    assertThat(new TokenUsage(1, Map.of(), units).units()).hasSize(16);

    units.put("one-more", 1L);

    refuses(() -> new TokenUsage(1, Map.of(), units));
  }

  @Test
  void acceptsTheLargestCounts() {
    assertThat(TokenUsage.ofTokens(1_000_000_000, 1_000_000_000).totalTokens())
        .isEqualTo(2_000_000_000L);
  }

  private static void refuses(Runnable making) {
    assertThatThrownBy(making::run).isInstanceOf(InvalidValueException.class);
  }
}
