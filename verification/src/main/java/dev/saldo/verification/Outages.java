package dev.saldo.verification;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The database does not answer for a while, and is stopped for a while, under load. Callers get
 * right answers or an honest 503; readiness goes down and comes up; nobody restarts the server.
 */
final class Outages {
  static final String NAME = "outages";
  private static final int CALLERS = 32;
  private static final int WALLETS = 8;
  private static final Duration WARM = Duration.ofSeconds(2);
  private static final Duration UNREADY_MAX = Duration.ofSeconds(15);
  private static final Duration RECOVERY_MAX = Duration.ofSeconds(60);

  private final Site site;
  private final Scale scale;
  private final long seed;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final List<String> recoveries = new ArrayList<>();
  private long during;

  Outages(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.seed = seed;
    this.out = out;
  }

  Result run() throws IOException {
    Site.Server server = site.pair().getFirst();
    Path answers = site.directory().resolve(NAME + "-answers.log");
    int compared;
    try (AnswerLog log = new AnswerLog(answers)) {
      Load load = new Load(NAME, WALLETS, CALLERS, List.of(server.api()), log, faults, seed);
      load.start();
      outage("paused", server, load, site::pauseDatabase, site::resumeDatabase);
      outage("stopped", server, load, site::stopDatabase, site::startDatabase);
      Pause.of(WARM);
      load.finish();
      compared = new Reckoning(site, faults).check(NAME, answers, server.api());
    }
    return new Result(
        NAME,
        compared + " answers acknowledged and compared",
        "database paused %1$d s, stopped %1$d s".formatted(scale.outage().toSeconds()),
        during + " answers meanwhile",
        String.join(", ", recoveries),
        faults.list());
  }

  private void outage(String how, Site.Server server, Load load, Runnable begins, Runnable ends) {
    Pause.of(WARM);
    long refused = load.refused();
    long broken = load.broken();
    begins.run();
    long began = System.nanoTime();
    long acknowledged = load.acknowledged();
    boolean wentDown = Pause.until(UNREADY_MAX, () -> !server.isReady());
    double down = seconds(began);
    faults.require(wentDown, "database " + how + ": the server went on saying that it is ready");
    Duration rest = scale.outage().minusNanos(System.nanoTime() - began);
    if (rest.isPositive()) {
      Pause.of(rest);
    }
    during += load.acknowledged() - acknowledged;
    load.expectRecovery();
    long ended = System.nanoTime();
    ends.run();
    long back = load.awaitRecovery(RECOVERY_MAX);
    boolean cameUp = Pause.until(RECOVERY_MAX, server::isReady);
    faults.require(cameUp, "database " + how + ": the server did not become ready again");
    faults.require(back != 0, "database " + how + ": no call succeeded afterwards");
    String recovery = "%.1f s".formatted((back - ended) / 1e9);
    recoveries.add(recovery);
    out.printf(
        "database %s for %.1f s: unready after %.1f s, %d answers 503, %d without answer,"
            + " first success %s after it was back%n",
        how,
        (ended - began) / 1e9,
        down,
        load.refused() - refused,
        load.broken() - broken,
        recovery);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
