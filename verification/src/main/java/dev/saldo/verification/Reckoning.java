package dev.saldo.verification;

import dev.saldo.verification.AnswerLog.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares what the callers were told with what is stored: every acknowledged request is sent again
 * and must get the same bytes, there must be as many holds and settlements as were acknowledged,
 * and the audit must find nothing.
 */
final class Reckoning {
  private static final int CALLERS = 32;

  private static final String HOLDS =
      "select count(*) from hold h join customer c using (wallet_id) where c.key like ?";
  private static final String SETTLEMENTS =
      "select count(*) from usage_record u join customer c using (wallet_id) where c.key like ?";

  private final Site site;
  private final Faults faults;

  Reckoning(Site site, Faults faults) {
    this.site = site;
    this.faults = faults;
  }

  /**
   * Checks the answers of one load, none of which may be under way any more.
   *
   * @param name of the load
   * @return how many acknowledged answers were compared
   */
  int check(String name, Path answers, Api server) {
    try {
      List<Told> told = AnswerLog.read(answers);
      compare(told, server);
      long settlements = told.stream().filter(each -> each.status() == Answer.OK).count();
      requireCount("holds", HOLDS, name, told.size() - settlements);
      requireCount("settlements", SETTLEMENTS, name, settlements);
      faults.addAll(site.audit());
      return told.size();
    } catch (IOException e) {
      throw new IllegalStateException("the log of answers cannot be read", e);
    }
  }

  /** Sends every request again: the answers must be the same, to the byte. */
  void compare(List<Told> told, Api server) {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller;
        running.add(
            callers.submit(
                () -> {
                  for (int i = first; i < told.size(); i += CALLERS) {
                    replay(told.get(i), server);
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the answers could not be compared", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void replay(Told told, Api server) {
    try {
      Answer again = server.send(told.request());
      faults.require(
          again.status() == told.status() && again.body().equals(told.body()),
          "%s was told %d %s and again %s"
              .formatted(told.request(), told.status(), told.body(), again.shown()));
    } catch (IOException e) {
      faults.add(told.request() + " was not answered again: " + e);
    }
  }

  private void requireCount(String what, String query, String name, long expected) {
    try (Connection owner = site.owner().getConnection();
        PreparedStatement statement = owner.prepareStatement(query)) {
      statement.setString(1, name + "-%");
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long stored = row.getLong(1);
        faults.require(
            stored == expected,
            "%d %s were acknowledged and %d are stored".formatted(expected, what, stored));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be asked", e);
    }
  }
}
