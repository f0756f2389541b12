package dev.saldo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where reports are left. */
public final class ReportFiles {
  private ReportFiles() {}

  /** Writes table and picture below {@code target/bench} and says so. */
  public static void write(String name, String markdown, BarChart chart) throws IOException {
    Path directory = Files.createDirectories(Home.resolve("target/bench"));
    Path table = directory.resolve(name + ".md");
    Path picture = directory.resolve(name + ".svg");
    Files.writeString(table, markdown);
    Files.writeString(picture, chart.svg());
    System.out.printf("%nWritten: %s, %s%n", table, picture);
  }
}
