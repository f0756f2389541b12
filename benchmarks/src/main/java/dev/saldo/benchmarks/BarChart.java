package dev.saldo.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Bars beside each other's labels, as an SVG picture. A line across a bar is its goal.
 *
 * @param title with the unit of the values
 */
public record BarChart(String title, List<Bar> bars) {
  private static final int LABEL_WIDTH = 300;
  private static final int BAR_WIDTH = 520;
  private static final int VALUE_WIDTH = 80;
  private static final int ROW = 26;
  private static final int HEAD = 44;

  /** One bar; values are at least zero. */
  public record Bar(String label, double value, OptionalDouble goal) {}

  public BarChart {
    bars = List.copyOf(bars);
  }

  /** The picture. */
  public String svg() {
    int width = LABEL_WIDTH + BAR_WIDTH + VALUE_WIDTH;
    int height = HEAD + bars.size() * ROW + ROW / 2;
    double most =
        bars.stream()
            .mapToDouble(bar -> Math.max(bar.value(), bar.goal().orElse(0)))
            .max()
            .orElse(1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" \
        font-size="13">
        <rect width="%d" height="%d" fill="#fff"/>
        <text x="12" y="26" font-size="16">%s</text>
        """
            .formatted(width, height, width, height, escaped(title)));
    for (int row = 0; row < bars.size(); row++) {
      append(svg, bars.get(row), HEAD + row * ROW, most <= 0 ? 0 : BAR_WIDTH / most);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void append(StringBuilder svg, Bar bar, int top, double scale) {
    double length = bar.value() * scale;
    int middle = top + ROW / 2 + 4;
    svg.append(
        """
        <text x="%d" y="%d" text-anchor="end">%s</text>
        <rect x="%d" y="%d" width="%s" height="%d" fill="#3b6ea5"/>
        <text x="%s" y="%d">%s</text>
        """
            .formatted(
                LABEL_WIDTH - 8,
                middle,
                escaped(bar.label()),
                LABEL_WIDTH,
                top + 3,
                tenths(length),
                ROW - 6,
                tenths(LABEL_WIDTH + length + 6),
                middle,
                Numbers.whole(bar.value())));
    if (bar.goal().isPresent()) {
      String at = tenths(LABEL_WIDTH + bar.goal().getAsDouble() * scale);
      svg.append(
          """
          <line x1="%s" x2="%s" y1="%d" y2="%d" stroke="#c0392b" stroke-width="2"/>
          """
              .formatted(at, at, top + 1, top + ROW - 1));
    }
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
