package dev.saldo.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table, as Markdown writes it: the first column to the left, the others to the right.
 *
 * @param rows each with as many cells as the head
 */
public record Table(List<String> head, List<List<String>> rows) {
  public Table {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
    int columns = head.size();
    if (rows.stream().anyMatch(row -> row.size() != columns)) {
      throw new IllegalArgumentException("every row needs " + columns + " cells");
    }
  }

  /** The table with a line break at its end. */
  public String markdown() {
    String rule =
        IntStream.range(0, head.size())
            .mapToObj(column -> column == 0 ? "---" : "---:")
            .collect(Collectors.joining(" | ", "| ", " |\n"));
    return line(head) + rule + rows.stream().map(Table::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
