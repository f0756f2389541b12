package dev.saldo.verification.simulation;

import dev.saldo.application.UnavailableException;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.out.postgres.wallet.SimulatedInstance;
import dev.saldo.out.postgres.wallet.SimulatedInstance.Ticket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one caller wants, and how far it has got: it is submitted, perhaps twice at once, asked
 * again under its key when there is no answer, prepared again when it was stale, or abandoned.
 */
final class Request {
  private final int number;
  private final Supplier<LedgerCommand<?>> preparing;
  private final boolean refused;
  private final List<Ticket> tickets = new ArrayList<>();
  private final Set<LedgerCommand<?>> asked = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Decision<?>> answers = new ArrayList<>();
  private LedgerCommand<?> command;
  private boolean open = true;
  private boolean unknownPossible;

  /**
   * A request that was not submitted yet.
   *
   * @param preparing makes its command of what is known when it is asked
   * @param refused whether the database will not store it
   */
  Request(int number, Supplier<LedgerCommand<?>> preparing, boolean refused) {
    this.number = number;
    this.preparing = preparing;
    this.refused = refused;
    this.command = preparing.get();
    asked.add(command);
  }

  int number() {
    return number;
  }

  LedgerCommand<?> command() {
    return command;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether it is on its way to some instance. */
  boolean isUnderWay() {
    return !tickets.isEmpty();
  }

  boolean isRefused(LedgerCommand<?> other) {
    return refused && asked.contains(other);
  }

  List<Decision<?>> answers() {
    return answers;
  }

  /** Whether its wallet was not there when it was submitted once. */
  boolean isUnknownPossible() {
    return unknownPossible;
  }

  /**
   * Submits it.
   *
   * @param isThere whether its wallet is
   */
  void submitTo(SimulatedInstance instance, boolean isThere) {
    unknownPossible |= !isThere;
    tickets.add(instance.submit(command));
  }

  /** The caller forgets about it; what was submitted goes on. */
  void abandon() {
    open = false;
  }

  /** Takes the answers that have come; what must not have come is noted. */
  void collect(Trace trace, List<String> broken) {
    for (Iterator<Ticket> each = tickets.iterator(); each.hasNext(); ) {
      Ticket ticket = each.next();
      if (ticket.isOver()) {
        each.remove();
        take(ticket, trace, broken);
      }
    }
  }

  private void take(Ticket ticket, Trace trace, List<String> broken) {
    try {
      Decision<?> answer = ticket.answer();
      trace.note("answer to", number, answer.getClass().getSimpleName().hashCode());
      trace.explain(answer);
      if (answer instanceof Decision.Stale<?>) {
        command = preparing.get();
        asked.add(command);
      } else {
        answers.add(answer);
        open = false;
      }
    } catch (UnavailableException e) {
      trace.note("no answer to", number, 0);
      open &= !(command instanceof CancelPlanChange);
    } catch (IllegalStateException e) {
      trace.note("failure of", number, 0);
      if (!refused) {
        broken.add("failure: request %d failed: %s: %s".formatted(number, command, e.getCause()));
      }
      open = false;
    }
  }
}
