package dev.saldo.verification;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Random;

/**
 * SIGSTOP to one of two servers in the middle of its work, for longer than the database lets a
 * transaction stand still, while callers ask the other about the same wallets, also what the paused
 * one was asked; then SIGCONT. What it had decided must not be written any more. A pause counts
 * when the database has ended a transaction that stood still in it.
 */
final class Standstills {
  static final String NAME = "standstills";
  private static final int CALLERS = 32;
  private static final int WALLETS = 4;
  private static final Duration PAUSE_MIN = Duration.ofMillis(5_500);
  private static final int ATTEMPTS_MAX = 5;
  private static final String ENDED_SESSIONS =
      "select sessions_fatal from pg_stat_database where datname = current_database()";

  private static final int LOAD_MILLIS_MIN = 1_500;
  private static final int LOAD_MILLIS_MORE_MAX = 1_000;
  private static final Duration RECOVERY_MAX = Duration.ofMinutes(1);

  private final Site site;
  private final Scale scale;
  private final long seed;
  private final Random random;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final DoubleSummaryStatistics seconds = new DoubleSummaryStatistics();
  private final DoubleSummaryStatistics recovery = new DoubleSummaryStatistics();
  private long meanwhile;
  private int pauses;
  private int inTransaction;

  Standstills(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.seed = seed;
    this.random = new Random(seed);
    this.out = out;
  }

  Result run() throws IOException {
    List<Site.Server> servers = site.pair();
    Path answers = site.directory().resolve(NAME + "-answers.log");
    int compared;
    try (AnswerLog log = new AnswerLog(answers)) {
      List<Api> apis = servers.stream().map(Site.Server::api).toList();
      Load load = new Load(NAME, WALLETS, CALLERS, apis, log, faults, seed);
      load.start();
      for (int round = 1; round <= scale.pauses(); round++) {
        pauseInTransaction(round, servers, load);
      }
      Pause.millis(LOAD_MILLIS_MIN);
      load.finish();
      compared = new Reckoning(site, faults).check(NAME, answers, apis.getFirst());
    }
    return new Result(
        NAME,
        compared + " answers acknowledged and compared",
        "%d times one of 2 servers paused, %.1f to %.1f s, %d in mid-transaction"
            .formatted(pauses, seconds.getMin(), seconds.getMax(), inTransaction),
        meanwhile + " answers meanwhile",
        "%.1f s, at most %.1f s".formatted(recovery.getAverage(), recovery.getMax()),
        faults.list());
  }

  /**
   * Pauses a server until one of its transactions stood still for so long that the database ended
   * it: only then had it decided something that must not be written.
   */
  private void pauseInTransaction(int round, List<Site.Server> servers, Load load) {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      if (pause(round, servers.get(random.nextInt(servers.size())), load)) {
        inTransaction++;
        return;
      }
      out.printf("pause %d hit no open transaction: once more%n", round);
    }
    faults.add("pause " + round + ": no open transaction was hit in " + ATTEMPTS_MAX + " attempts");
  }

  /** Whether the database ended a transaction of the paused server meanwhile. */
  private boolean pause(int round, Site.Server server, Load load) {
    Pause.millis(LOAD_MILLIS_MIN + random.nextInt(LOAD_MILLIS_MORE_MAX));
    long more = scale.pauseMax().minus(PAUSE_MIN).toMillis();
    Duration length = PAUSE_MIN.plusMillis(random.nextInt((int) more + 1));
    long before = load.acknowledged();
    long endedBefore = endedSessions();
    long began = System.nanoTime();
    server.pause();
    load.expectRecovery();
    long back;
    boolean hit;
    try {
      back = load.awaitRecovery(RECOVERY_MAX);
      Duration rest = length.minusNanos(System.nanoTime() - began);
      if (rest.isPositive()) {
        Pause.of(rest);
      }
      hit = endedSessions() > endedBefore;
    } finally {
      server.resume();
    }
    double paused = (System.nanoTime() - began) / 1e9;
    long answered = load.acknowledged() - before;
    faults.require(back != 0, "pause " + round + ": nobody was answered by the other server");
    faults.require(
        Pause.until(RECOVERY_MAX, server::isReady),
        "pause " + round + ": the paused server did not become ready again");
    pauses++;
    meanwhile += answered;
    seconds.accept(paused);
    recovery.accept((back - began) / 1e9);
    out.printf(
        "pause %d of %.1f s: %d answers meanwhile, the first of what was asked in it after %.1f"
            + " s%n",
        round, paused, answered, (back - began) / 1e9);
    return hit;
  }

  /** Sessions that the database has ended by itself, as it does when a transaction stands still. */
  private long endedSessions() {
    try (Connection owner = site.owner().getConnection();
        Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(ENDED_SESSIONS)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be asked", e);
    }
  }
}
