package dev.saldo.benchmarks.domain;

import dev.saldo.benchmarks.Arguments;
import dev.saldo.benchmarks.BarChart;
import dev.saldo.benchmarks.Machine;
import dev.saldo.benchmarks.Numbers;
import dev.saldo.benchmarks.Program;
import dev.saldo.benchmarks.ReportFiles;
import dev.saldo.benchmarks.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures the rules. */
public final class DomainBench {
  private static final double GOAL_NANOS = 1_000;
  private static final double LARGE_GOAL_NANOS = 5_000;

  private DomainBench() {}

  public static void main(String[] line) throws IOException, InterruptedException {
    Program.run(() -> run(Arguments.parse(line, Set.of("forks"), Set.of("full"))));
  }

  private static void run(Arguments arguments) throws IOException {
    boolean full = arguments.has("full");
    Options options =
        new OptionsBuilder()
            .include(DomainBenchmarks.class.getSimpleName())
            .forks(arguments.number("forks", full ? 5 : 2))
            .warmupIterations(full ? 10 : 5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(full ? 10 : 5)
            .measurementTime(TimeValue.seconds(1))
            .build();
    try {
      report(new Runner(options).run());
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmarks did not run", e);
    }
  }

  private static OptionalDouble goal(String name) {
    if (name.endsWith("LargeCatalog")) {
      return OptionalDouble.of(LARGE_GOAL_NANOS);
    }
    return name.startsWith("decide") ? OptionalDouble.of(GOAL_NANOS) : OptionalDouble.empty();
  }

  private static void report(Collection<RunResult> results) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<BarChart.Bar> bars = new ArrayList<>();
    for (RunResult each : results) {
      Result<?> result = each.getPrimaryResult();
      String name = result.getLabel();
      rows.add(
          List.of(name, Numbers.whole(result.getScore()), Numbers.whole(result.getScoreError())));
      bars.add(new BarChart.Bar(name, result.getScore(), goal(name)));
    }
    String markdown =
        """
        # The rules

        %s. Goals: a decision within %s ns; resolution and prices of a call in a catalogue of 10,000
        cells, 1,000 overrides and 1,000 price rows within %s ns.

        %s\
        """
            .formatted(
                Machine.line(),
                Numbers.whole(GOAL_NANOS),
                Numbers.whole(LARGE_GOAL_NANOS),
                new Table(List.of("rule", "ns", "± ns"), rows).markdown());
    System.out.print(markdown);
    ReportFiles.write("domain", markdown, new BarChart("The rules: nanoseconds (red: goal)", bars));
  }
}
