package dev.saldo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void writesMarkdown() {
    Table table = new Table(List.of("cell", "ops/s"), List.of(List.of("hot", "1,000")));

    assertThat(table.markdown())
        .isEqualTo(
            """
            | cell | ops/s |
            | --- | ---: |
            | hot | 1,000 |
            """);
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    assertThatThrownBy(() -> new Table(List.of("cell"), List.of(List.of("hot", "1"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void comparesOnlyWithWhatWasMeasured() {
    assertThat(Numbers.times(10_500, 4_200)).isEqualTo("2.5 ×");
    assertThat(Numbers.times(10_500, Double.NaN)).isEqualTo("–");
    assertThat(Numbers.times(10_500, 0)).isEqualTo("–");
  }

  @Test
  void drawsBarsToScaleWithTheirGoals() {
    String svg =
        new BarChart(
                "a < b",
                List.of(
                    new BarChart.Bar("half", 50, OptionalDouble.of(100)),
                    new BarChart.Bar("quarter", 25, OptionalDouble.empty())))
            .svg();

    assertThat(svg)
        .contains("a &lt; b")
        .contains("width=\"260.0\"")
        .contains("width=\"130.0\"")
        .contains("x1=\"820.0\"");
  }
}
