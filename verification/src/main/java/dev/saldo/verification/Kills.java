package dev.saldo.verification;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * SIGKILL to the server, the database or both, at random instants under load. What was killed is
 * started again, nothing else. Nothing that was acknowledged may be lost, nothing may happen twice.
 */
final class Kills {
  static final String NAME = "kills";
  private static final int CALLERS = 32;
  private static final int WALLETS = 8;
  private static final Duration RECOVERY_MAX = Duration.ofMinutes(2);
  private static final int LOAD_MILLIS_MIN = 3_000;
  private static final int LOAD_MILLIS_MORE_MAX = 2_500;

  private enum Target {
    SERVER,
    DATABASE,
    BOTH
  }

  private final Site site;
  private final Scale scale;
  private final long seed;
  private final Random random;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final DoubleSummaryStatistics recovery = new DoubleSummaryStatistics();
  private final DoubleSummaryStatistics throughput = new DoubleSummaryStatistics();

  Kills(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.seed = seed;
    this.random = new Random(seed);
    this.out = out;
  }

  Result run() throws IOException {
    Site.Server server = site.pair().getFirst();
    Path answers = site.directory().resolve(NAME + "-answers.log");
    List<Target> targets = targets();
    int compared;
    try (AnswerLog log = new AnswerLog(answers)) {
      Load load = new Load(NAME, WALLETS, CALLERS, List.of(server.api()), log, faults, seed);
      load.start();
      for (int kill = 0; kill < targets.size(); kill++) {
        kill(kill + 1, targets.get(kill), server, load);
      }
      load.finish();
      compared = new Reckoning(site, faults).check(NAME, answers, server.api());
    }
    return new Result(
        NAME,
        compared + " answers acknowledged and compared",
        "%d server, %d database, %d both"
            .formatted(scale.serverKills(), scale.databaseKills(), scale.bothKills()),
        "%.0f answers/s before".formatted(throughput.getAverage()),
        "%.1f s, at most %.1f s".formatted(recovery.getAverage(), recovery.getMax()),
        faults.list());
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    targets.addAll(Collections.nCopies(scale.serverKills(), Target.SERVER));
    targets.addAll(Collections.nCopies(scale.databaseKills(), Target.DATABASE));
    targets.addAll(Collections.nCopies(scale.bothKills(), Target.BOTH));
    Collections.shuffle(targets, random);
    return targets;
  }

  private void kill(int number, Target target, Site.Server server, Load load) {
    long before = load.acknowledged();
    long begin = System.nanoTime();
    Pause.millis(LOAD_MILLIS_MIN + random.nextInt(LOAD_MILLIS_MORE_MAX));
    long acknowledged = load.acknowledged() - before;
    long killed = System.nanoTime();
    double perSecond = acknowledged * 1e9 / (killed - begin);
    boolean allOfPostgres = random.nextBoolean();
    if (target != Target.SERVER) {
      site.killDatabase(allOfPostgres);
    }
    if (target != Target.DATABASE) {
      server.kill();
    }
    if (target != Target.SERVER) {
      site.startDatabase();
    }
    // What is sent from here on can only be answered by what was started again.
    load.expectRecovery();
    int unanswered = load.unanswered();
    if (target != Target.DATABASE) {
      server.restart();
    }
    long back = load.awaitRecovery(RECOVERY_MAX);
    String label = target.name().toLowerCase(Locale.ROOT);
    if (back == 0) {
      faults.add("kill " + number + " (" + label + "): no recovery within 120 s");
      throw new IllegalStateException("no recovery after kill " + number + " (" + label + ")");
    }
    double seconds = (back - killed) / 1e9;
    recovery.accept(seconds);
    throughput.accept(perSecond);
    out.printf(
        "kill %d, %s%s: %d acknowledged before it (%.0f/s), %d unanswered, back after %.1f s%n",
        number,
        label,
        target == Target.SERVER ? "" : allOfPostgres ? " (all processes)" : " (postmaster)",
        acknowledged,
        perSecond,
        unanswered,
        seconds);
  }
}
