package dev.saldo.verification;

import dev.saldo.verification.AnswerLog.Told;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The database is copied under load, again and again, and each copy is started with a server of its
 * own. What was acknowledged before a copy was begun is in it, with the same answer, and the audit
 * finds nothing, wherever the copy caught the load.
 */
final class Restore {
  static final String NAME = "restore";
  private static final int CALLERS = 32;
  private static final int WALLETS = 8;
  private static final Duration LOAD = Duration.ofSeconds(3);

  private final Site site;
  private final Scale scale;
  private final long seed;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final DoubleSummaryStatistics throughput = new DoubleSummaryStatistics();
  private final DoubleSummaryStatistics recovery = new DoubleSummaryStatistics();

  /**
   * A copy of the database.
   *
   * @param home where it lies
   * @param acknowledged answers that were in the log before it was begun
   */
  private record Copy(Path home, int acknowledged) {}

  Restore(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.seed = seed;
    this.out = out;
  }

  Result run() throws IOException {
    Site.Server server = site.pair().getFirst();
    Path answers = site.directory().resolve(NAME + "-answers.log");
    List<Copy> copies;
    try (AnswerLog log = new AnswerLog(answers)) {
      Load load = new Load(NAME, WALLETS, CALLERS, List.of(server.api()), log, faults, seed);
      load.start();
      copies = copies(load);
      load.finish();
    }
    List<Told> told = AnswerLog.read(answers);
    copies.forEach(copy -> restore(copy, told.subList(0, copy.acknowledged())));
    int compared = copies.stream().mapToInt(Copy::acknowledged).sum();
    return new Result(
        NAME,
        compared + " answers from before compared",
        copies.size() + " copies under load",
        "%.0f answers/s meanwhile".formatted(throughput.getAverage()),
        "%.1f s, at most %.1f s".formatted(recovery.getAverage(), recovery.getMax()),
        faults.list());
  }

  private List<Copy> copies(Load load) {
    return IntStream.rangeClosed(1, scale.copies()).mapToObj(number -> copy(number, load)).toList();
  }

  private Copy copy(int number, Load load) {
    Pause.of(LOAD);
    Copy copy =
        new Copy(
            site.directory().resolve(NAME + "-" + number), Math.toIntExact(load.acknowledged()));
    long begin = System.nanoTime();
    site.backUp(copy.home());
    double seconds = (System.nanoTime() - begin) / 1e9;
    throughput.accept((load.acknowledged() - copy.acknowledged()) / seconds);
    out.printf(
        "copy %d: %d answers acknowledged before it, made in %.1f s%n",
        number, copy.acknowledged(), seconds);
    return copy;
  }

  private void restore(Copy copy, List<Told> before) {
    long begin = System.nanoTime();
    try (Site restored = site.restored(copy.home())) {
      Site.Server server = restored.startServer(Map.of());
      recovery.accept((System.nanoTime() - begin) / 1e9);
      faults.addAll(restored.audit());
      new Reckoning(restored, faults).compare(before, server.api());
      faults.addAll(restored.audit());
    }
  }
}
