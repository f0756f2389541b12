package dev.saldo.verification.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The life of one wallet once more, by the model: every stored operation in its order, with what
 * was asked, against what was answered, the entries it posted and, in the end, everything stored.
 */
public final class Replay {
  private final Stored stored;
  private final Map<String, Told> effects = new HashMap<>();
  private final List<Told> refusals = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final ModelWallet model;
  private final Books books = new Books();
  private int posted;

  private Replay(Stored stored, List<Told> answers) {
    this.stored = stored;
    this.model = new ModelWallet(stored.plan(), stored.opened());
    for (Told told : answers) {
      if (told.effect().isEmpty()) {
        refusals.add(told);
      } else if (effects.put(told.effect(), told) != null) {
        faults.add(stored.customer() + ": two answers tell of " + told.effect());
      }
    }
  }

  /**
   * Replays a wallet.
   *
   * @param answers one for each request, without those that repeated an answer
   * @return what differs, the first difference first; empty when nothing does
   */
  public static List<String> faults(Stored stored, List<Told> answers) {
    Replay replay = new Replay(stored, answers);
    if (replay.operations()) {
      replay.end();
    }
    return replay.faults;
  }

  /** Goes on until something differs; says whether nothing did. */
  private boolean operations() {
    Set<String> done = new HashSet<>();
    for (Stored.Operation operation : stored.operations()) {
      Told told = effects.get(operation.effect());
      if (told == null || !done.add(operation.effect())) {
        return differs(operation, "nobody was told of it", told == null ? "" : "once: " + told);
      }
      model.reach(operation.at());
      Map<String, String> expected = apply(told.wish(), operation.number());
      if (!expected.equals(told.said())) {
        return differs(operation, told.toString(), new TreeMap<>(expected).toString());
      }
      for (Map.Entry<String, String> said : operation.said().entrySet()) {
        String value = expected.getOrDefault(said.getKey(), "");
        if (!said.getValue().equals(value)) {
          return differs(operation, "stored " + said, value);
        }
      }
      String entry = postUntil(operation.number());
      if (!entry.isEmpty() || !books.accounts().equals(model.accounts())) {
        return differs(
            operation,
            told.wish() + ": " + (entry.isEmpty() ? books.accounts() : entry),
            model.accounts().toString());
      }
    }
    effects.keySet().removeAll(done);
    effects.values().stream()
        .limit(1)
        .map(told -> stored.customer() + ": nothing is stored of " + told.effect() + ": " + told)
        .forEach(faults::add);
    return faults.isEmpty();
  }

  private boolean differs(Stored.Operation operation, String is, String expected) {
    faults.add(
        "%s, operation %d (%s): %s; by the model %s"
            .formatted(
                stored.customer(),
                operation.number(),
                operation.effect(),
                is,
                expected.isEmpty() ? "nothing" : expected));
    return false;
  }

  private Map<String, String> apply(Wish wish, long number) {
    return switch (wish) {
      case Wish.Authorize(Call call) -> model.authorize(number, call);
      case Wish.Settle(long hold, Use use) -> model.settle(hold, use);
      case Wish.Release(long hold) -> model.release(hold);
      case Wish.Give(Gift gift) -> model.give(gift);
      case Wish.ChangePlan(Plan to, String when) -> model.changePlan(to, when);
    };
  }

  /** Posts the entries up to a command; says what is wrong with one of them, or nothing. */
  private String postUntil(long command) {
    String wrong = "";
    while (wrong.isEmpty()
        && posted < stored.entries().size()
        && stored.entries().get(posted).command() <= command) {
      wrong = books.post(stored.entries().get(posted));
      posted++;
    }
    return wrong;
  }

  /** What time did since, and everything that is stored in the end. */
  private void end() {
    model.reach(stored.now());
    String entry = postUntil(Long.MAX_VALUE);
    if (!entry.isEmpty()) {
      faults.add(stored.customer() + ": " + entry);
    }
    compare("balances by entries", books.accounts(), model.accounts());
    compare("balances", stored.accounts(), model.accounts());
    compare("reserved debt", stored.reserved(), model.reserved());
    compare("plan and cycle", stored.planAndCycle(), model.planAndCycle());
    compare("holds", stored.holds(), model.holds());
    compare("counters", stored.counts(), model.counts());
    compare("grants", stored.grants().stream().map(Stored.Grant::buckets).toList(), model.grants());
    for (Stored.Grant grant : stored.grants()) {
      compare(
          "grant " + grant.number() + " by entries", books.grant(grant.number()), grant.buckets());
    }
    refusals.stream().map(this::unexplained).flatMap(Optional::stream).forEach(faults::add);
  }

  private void compare(String what, Object is, Object expected) {
    if (!is.equals(expected)) {
      faults.add(
          "%s, in the end: %s %s; by the model %s"
              .formatted(stored.customer(), what, is, expected));
    }
  }

  /** A refusal that leaves nothing has no place among the operations; only its end is known. */
  private Optional<String> unexplained(Told refusal) {
    String code = refusal.said().getOrDefault("code", "");
    boolean explained =
        switch (refusal.wish()) {
          case Wish.Settle(long hold, Use use) -> model.explains(hold, code, Optional.of(use));
          case Wish.Release(long hold) -> model.explains(hold, code, Optional.empty());
          case Wish.Give(Gift gift) ->
              code.equals("invalid_request") && isTooShort(gift, stored.now());
          case Wish.ChangePlan(Plan to, String _) -> model.explains(to, code);
          case Wish.Authorize _ -> false;
        };
    return explained
        ? Optional.empty()
        : Optional.of(stored.customer() + ": not explained by how it ended: " + refusal);
  }

  /** Whether a grant would lapse before it is of use. */
  private static boolean isTooShort(Gift gift, Instant now) {
    Instant arrival = gift.from().filter(now::isBefore).orElse(now);
    return gift.expires().isPresent() && !gift.expires().get().isAfter(arrival);
  }
}
