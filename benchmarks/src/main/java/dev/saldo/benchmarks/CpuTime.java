package dev.saldo.benchmarks;

import java.time.Duration;
import java.util.stream.Stream;

/** What processes have spent of the processors. */
public final class CpuTime {
  private CpuTime() {}

  /** Of this process. */
  public static Duration here() {
    return of(ProcessHandle.current());
  }

  /** Of a process and those it has started and that still run. */
  public static Duration ofTree(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants())
        .map(CpuTime::of)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
