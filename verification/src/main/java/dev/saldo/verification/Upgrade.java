package dev.saldo.verification;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A new version is started beside an earlier one, on its database, and migrates it while the
 * earlier one goes on serving; then both serve, then the earlier one is stopped, all under load.
 * Every answer of either is given again by the new one, to the byte, and the audit finds nothing.
 */
final class Upgrade {
  static final String NAME = "upgrade";
  private static final String EARLIER = NAME + "-earlier";
  private static final String BOTH = NAME + "-both";
  private static final int WALLETS = 8;
  private static final int CALLERS = 16;
  private static final Duration PHASE = Duration.ofSeconds(8);

  private static final String VERSION =
      "select version from flyway_schema_history where success order by installed_rank desc limit"
          + " 1";

  private final Site site;
  private final Path previous;
  private final long seed;
  private final PrintStream out;
  private final Faults faults = new Faults();

  /**
   * An upgrade.
   *
   * @param previous the distribution of the earlier version
   */
  Upgrade(Site site, Path previous, long seed, PrintStream out) {
    this.site = site;
    this.previous = previous;
    this.seed = seed;
    this.out = out;
  }

  Result run() throws IOException {
    Path earlierAnswers = site.directory().resolve(EARLIER + "-answers.log");
    Path bothAnswers = site.directory().resolve(BOTH + "-answers.log");
    Site.Server earlier = site.startServer(previous, Map.of());
    String before = schema();
    double perSecond;
    int compared;
    try (AnswerLog log = new AnswerLog(earlierAnswers);
        AnswerLog bothLog = new AnswerLog(bothAnswers)) {
      Load load = new Load(EARLIER, WALLETS, CALLERS, List.of(earlier.api()), log, faults, seed);
      load.start();
      Pause.of(PHASE);
      long begin = System.nanoTime();
      long acknowledged = load.acknowledged();
      Site.Server later = site.startServer(Map.of());
      perSecond = (load.acknowledged() - acknowledged) * 1e9 / (System.nanoTime() - begin);
      faults.require(perSecond > 0, "the earlier version answered nothing while the new one began");
      out.printf(
          "schema %s became %s in %.1f s with the new version, the earlier one answered %.0f/s%n",
          before, schema(), (System.nanoTime() - begin) / 1e9, perSecond);
      Load both =
          new Load(
              BOTH, WALLETS, CALLERS, List.of(later.api(), earlier.api()), bothLog, faults, seed);
      both.start();
      Pause.of(PHASE);
      load.finish();
      out.printf(
          "both answered: %d to one, %d to both%n", load.acknowledged(), both.acknowledged());
      earlier.close();
      Pause.of(PHASE);
      both.finish();
      Reckoning reckoning = new Reckoning(site, faults);
      compared = reckoning.check(EARLIER, earlierAnswers, later.api());
      compared += reckoning.check(BOTH, bothAnswers, later.api());
      later.close();
    }
    return new Result(
        NAME,
        compared + " answers acknowledged and compared",
        "schema %s to %s under load".formatted(before, schema()),
        "%.0f answers/s meanwhile".formatted(perSecond),
        "-",
        faults.list());
  }

  private String schema() {
    try (Connection owner = site.owner().getConnection();
        Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(VERSION)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be asked", e);
    }
  }
}
