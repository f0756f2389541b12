package dev.saldo.verification.simulation;

import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.out.postgres.wallet.SimulatedDatabase;
import dev.saldo.out.postgres.wallet.SimulatedInstance;
import dev.saldo.out.postgres.wallet.StoredWallet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Everybody who wants something of the ledger, and what they were told. */
final class Callers {
  private static final int CALM_ROUNDS_MAX = 50;
  private static final int AGAIN_MAX = 3;

  private final SimulatedDatabase database;
  private final Trace trace;
  private final List<Request> requests = new ArrayList<>();
  private final List<Request> underWay = new ArrayList<>();
  private final Map<WalletId, List<HoldId>> holds = new HashMap<>();
  private final List<String> broken = new ArrayList<>();

  Callers(SimulatedDatabase database, Trace trace) {
    this.database = database;
    this.trace = trace;
  }

  /** Everything that was ever wanted. */
  List<Request> requests() {
    return requests;
  }

  /** What they must not have been told. */
  List<String> broken() {
    return broken;
  }

  /** The holds of a wallet that somebody was told of, the first one first. */
  List<HoldId> holds(WalletId wallet) {
    return holds.getOrDefault(wallet, List.of());
  }

  /**
   * Somebody wants something.
   *
   * @param refused whether the database will not store it
   */
  Request want(Supplier<LedgerCommand<?>> preparing, boolean refused) {
    Request request = new Request(requests.size(), preparing, refused);
    requests.add(request);
    return request;
  }

  /** What time has made due in a wallet is to be posted. */
  Request wantSweep(StoredWallet stored) {
    return want(() -> new ExpireDue(Samples.TENANT, stored.wallet().id()), false);
  }

  void submit(Request request, SimulatedInstance instance) {
    trace.note("submit", request.number(), instance.number());
    trace.explain(request.command());
    if (!request.isUnderWay()) {
      underWay.add(request);
    }
    request.submitTo(instance, database.wallet(request.command().wallet()).isPresent());
  }

  /** Some who were not answered ask again, wherever they like. */
  void askAgain(List<SimulatedInstance> instances, Chance chance) {
    List<Request> unanswered = unanswered();
    if (!unanswered.isEmpty()) {
      int many = 1 + chance.of(Math.min(AGAIN_MAX, unanswered.size()));
      for (int i = 0; i < many; i++) {
        submit(chance.pick(unanswered), chance.pick(instances));
      }
    }
  }

  /** Somebody who was answered, or gave up, asks again after all. */
  void repeat(List<SimulatedInstance> instances, Chance chance) {
    if (!requests.isEmpty()) {
      submit(chance.pick(requests), chance.pick(instances));
    }
  }

  void abandon(Chance chance) {
    if (!requests.isEmpty()) {
      chance.pick(requests).abandon();
    }
  }

  private List<Request> unanswered() {
    return requests.stream().filter(each -> each.isOpen() && !each.isUnderWay()).toList();
  }

  /** They hear what there is to hear. */
  void listen() {
    for (Request request : underWay) {
      List<Decision<?>> answers = request.answers();
      int before = answers.size();
      request.collect(trace, broken);
      answers.subList(before, answers.size()).forEach(this::learn);
    }
    underWay.removeIf(request -> !request.isUnderWay());
  }

  private void learn(Decision<?> answer) {
    if (answer instanceof Decision.Decided<?> decided) {
      learn(decided.outcome());
    } else if (answer instanceof Decision.Replayed<?> replayed) {
      learn(replayed.outcome());
    }
  }

  private void learn(Outcome outcome) {
    if (outcome instanceof AuthorizeOutcome.Held held) {
      holds.computeIfAbsent(held.id().wallet(), _ -> new ArrayList<>()).add(held.id());
    }
  }

  /** Nothing fails any more: everybody who still waits is answered. */
  void finish(List<SimulatedInstance> instances) {
    for (int round = 0; round < CALM_ROUNDS_MAX; round++) {
      unanswered().forEach(each -> submit(each, instances.getFirst()));
      instances.stream().filter(each -> each.waiting() > 0).forEach(SimulatedInstance::runBatch);
      listen();
      if (underWay.isEmpty() && unanswered().isEmpty()) {
        return;
      }
    }
    unanswered().forEach(each -> broken.add("failure: never answered: " + each.command()));
  }
}
