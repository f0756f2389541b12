package dev.saldo.verification;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A server with a tiny queue whose ledger cannot go on: first because somebody else has the lock of
 * a wallet, then because the database is paused. Who finds the queue full is told so at once, who
 * waits in it is answered, and no restart is needed.
 */
final class FullQueue {
  static final String NAME = "full queue";
  private static final int QUEUE = 8;
  private static final int WAITING = 64;
  private static final int PROBES = 100;
  private static final Duration SETTLES = Duration.ofSeconds(1);
  private static final Duration BACK_MAX = Duration.ofSeconds(30);
  private static final Duration PROBE_MAX = Duration.ofSeconds(2);
  private static final double MILLIS_MAX = 50;
  private static final String CUSTOMER = "queue-0";

  private final Site site;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final List<String> latencies = new ArrayList<>();
  private final List<String> recoveries = new ArrayList<>();
  private int keys;

  FullQueue(Site site, PrintStream out) {
    this.site = site;
    this.out = out;
  }

  Result run() throws SQLException {
    Site.Server server =
        site.startServer(Map.of("SALDO_LEDGER_QUEUE_MAX", Integer.toString(QUEUE)));
    server.api().openCustomer(CUSTOMER, "premium");
    warm(server.api());
    try (Connection owner = site.owner().getConnection();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      block("a wallet locked", server.api(), () -> lock(statement), () -> commit(owner));
    }
    block("the database paused", server.api(), site::pauseDatabase, site::resumeDatabase);
    faults.addAll(site.audit());
    return new Result(
        NAME,
        "queue of " + QUEUE + ", " + PROBES + " calls beyond it, twice",
        "wallet locked, database paused",
        "503 after " + String.join(", ", latencies),
        String.join(", ", recoveries),
        faults.list());
  }

  private void warm(Api server) {
    for (int call = 0; call < PROBES * 4; call++) {
      server.require(next());
    }
  }

  private void block(String how, Api server, Runnable begins, Runnable ends) {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      begins.run();
      List<Future<Optional<Answer>>> waiting = new ArrayList<>();
      for (int caller = 0; caller < WAITING; caller++) {
        waiting.add(callers.submit(() -> sent(server, next(), Api.TIMEOUT)));
      }
      Pause.of(SETTLES);
      probe(how, server);
      long ended = System.nanoTime();
      ends.run();
      boolean back =
          Pause.until(
              BACK_MAX,
              () -> sent(server, next(), Api.TIMEOUT).filter(Answer::isSuccess).isPresent());
      faults.require(back, how + ": no call succeeded afterwards");
      recoveries.add("%.1f s".formatted((System.nanoTime() - ended) / 1e9));
      judge(how, waiting);
    }
  }

  /** One after the other, so that nobody but the queue makes them wait. */
  private void probe(String how, Api server) {
    List<Double> millis = new ArrayList<>();
    for (int probe = 0; probe < PROBES; probe++) {
      long begin = System.nanoTime();
      Optional<Answer> answer = sent(server, next(), PROBE_MAX);
      millis.add((System.nanoTime() - begin) / 1e6);
      if (answer.filter(Answer::isHonestOutage).isEmpty()) {
        faults.add(
            "%s: call %d beyond the queue was answered %s after %.0f ms"
                .formatted(
                    how,
                    probe + 1,
                    answer.map(Answer::shown).orElse("not at all"),
                    millis.getLast()));
        break;
      }
    }
    double worst = Collections.max(millis);
    latencies.add("%.1f ms at most".formatted(worst));
    faults.require(worst <= MILLIS_MAX, "%s: an answer took %.1f ms".formatted(how, worst));
    Collections.sort(millis);
    out.printf(
        "%s, queue full: %d calls, median %.1f ms, at most %.1f ms%n",
        how, millis.size(), millis.get(millis.size() / 2), worst);
  }

  private void judge(String how, List<Future<Optional<Answer>>> waiting) {
    try {
      for (Future<Optional<Answer>> each : waiting) {
        Optional<Answer> answer = each.get();
        faults.require(
            answer.filter(it -> it.isSuccess() || it.isHonestOutage()).isPresent(),
            how
                + ": a waiting call was answered "
                + answer.map(Answer::shown).orElse("not at all"));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Request next() {
    return Request.authorize(CUSTOMER, "queue-" + ++keys, 1);
  }

  private static Optional<Answer> sent(Api server, Request request, Duration max) {
    try {
      return Optional.of(server.send(request, max));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void lock(Statement statement) {
    try {
      statement.execute(
          "select 1 from wallet join customer using (wallet_id) where key = '"
              + CUSTOMER
              + "' for update of wallet");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void commit(Connection owner) {
    try {
      owner.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
