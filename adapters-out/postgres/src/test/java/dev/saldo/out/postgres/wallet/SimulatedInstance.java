package dev.saldo.out.postgres.wallet;

import dev.saldo.application.UnavailableException;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.out.postgres.wallet.Surroundings.Mishap;
import dev.saldo.out.postgres.wallet.Surroundings.Point;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import javax.sql.DataSource;

/**
 * One process with the real group commit on a simulated database: the queue is filled and emptied
 * by whoever simulates, not by threads.
 */
public final class SimulatedInstance {
  private static final GroupCommitLedger.Sizes SIZES = GroupCommitLedger.Sizes.DEFAULT;

  private final int number;
  private final Surroundings surroundings;
  private final Batches batches;
  private final Pace pace;
  private final Queue<Ticket> waiting = new ArrayDeque<>();
  private final List<Ticket> taken = new ArrayList<>();
  private boolean busy;

  /**
   * A process that has just started.
   *
   * @param clock its own idea of the time
   */
  public SimulatedInstance(
      int number,
      Surroundings surroundings,
      SimulatedDatabase database,
      InstantSource clock,
      SimulatedRules rules) {
    this.number = number;
    this.surroundings = surroundings;
    this.pace = new SimulatedPace();
    Batches.Means means = new Batches.Means(source(database), clock, database, rules, pace);
    this.batches = new Batches(means, SIZES, LedgerWatch.NOBODY);
  }

  /** A command that was submitted to it, as its caller sees it. */
  public static final class Ticket {
    private final Pending<?> pending;
    private boolean lost;

    private Ticket(Pending<?> pending) {
      this.pending = pending;
    }

    /** Whether there is an answer, or never will be one. */
    public boolean isOver() {
      return lost || pending.isAnswered();
    }

    /**
     * The answer.
     *
     * @throws UnavailableException if it is not known what became of the command
     * @throws IllegalStateException if it cannot be stored
     */
    public Decision<?> answer() {
      if (lost) {
        throw new UnavailableException("process", null);
      }
      return pending.await();
    }
  }

  private final class SimulatedPace implements Pace {
    @Override
    public long nanoTime() {
      return surroundings.nanoTime();
    }

    @Override
    public void pause(long millis) {
      surroundings.pass(millis * 1_000_000);
      if (surroundings.at(Point.PAUSING, number) == Mishap.PROCESS_ENDS) {
        throw new ProcessEndedError();
      }
    }
  }

  private DataSource source(SimulatedDatabase database) {
    return (DataSource)
        Proxy.newProxyInstance(
            SimulatedInstance.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, _) -> {
              if (!method.getName().equals("getConnection")) {
                throw new SQLException(method.toString());
              }
              return database.connect(number);
            });
  }

  /** Which process it is. */
  public int number() {
    return number;
  }

  /** Whether a batch is under way in it. */
  public boolean isBusy() {
    return busy;
  }

  /** How many commands wait in its queue. */
  public int waiting() {
    return waiting.size();
  }

  /** Puts a command into the queue. */
  public Ticket submit(LedgerCommand<?> command) {
    Ticket ticket =
        new Ticket(new Pending<>(command, SIZES.waitMax().toNanos(), LedgerWatch.NOBODY, pace));
    waiting.add(ticket);
    return ticket;
  }

  /** Does what its worker does: takes everything that waits and runs it as a batch. */
  public void runBatch() {
    if (busy) {
      throw new IllegalStateException("a worker runs one batch at a time");
    }
    busy = true;
    taken.addAll(waiting);
    waiting.clear();
    try {
      batches.run(
          taken.stream().<Pending<?>>map(ticket -> ticket.pending).filter(Pending::take).toList());
    } catch (ProcessEndedError e) {
      restart();
    } catch (RuntimeException e) {
      taken.forEach(
          ticket -> ticket.pending.fail(new IllegalStateException("the batch failed", e)));
    } finally {
      taken.clear();
      busy = false;
    }
  }

  /** The process ends and another takes its place: whoever waited for an answer gets none. */
  public void restart() {
    taken.forEach(ticket -> ticket.lost |= !ticket.pending.isAnswered());
    waiting.forEach(ticket -> ticket.lost = true);
    waiting.clear();
  }
}
