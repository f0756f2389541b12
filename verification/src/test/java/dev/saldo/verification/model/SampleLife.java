package dev.saldo.verification.model;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A short life as it is stored and was answered: 10 credits, a call of 3 that used 2, a call of 1
 * that was given up, a call of 50 that was refused, and a release of what was settled.
 */
final class SampleLife {
  private static final String CHAT = "user_chat";
  private static final String MODEL = "openai/small";
  private static final Instant OPENED = Instant.parse("2026-11-10T12:00:00Z");
  static final Plan PLAN =
      new Plan(
          "pro",
          Amount.ofCredits(10),
          "charge",
          BigInteger.ZERO,
          BigInteger.ZERO,
          List.of(new Plan.Cell("user", CHAT, MODEL, 2, 0)));

  static final long GRANT = number(0);
  static final long FIRST = number(1);
  static final long SETTLED = number(2);
  static final long SECOND = number(3);
  static final long RELEASED = number(4);
  static final long REFUSED = number(5);

  final List<Stored.Entry> entries = new ArrayList<>();
  final List<Stored.Operation> operations = new ArrayList<>();
  final List<Told> answers = new ArrayList<>();
  final Map<String, BigInteger> accounts = new TreeMap<>();
  final Map<String, BigInteger> grant = new TreeMap<>();
  final Map<Long, String> holds = new TreeMap<>(Map.of(FIRST, "settled", SECOND, "released"));
  final Map<String, String> counts = new TreeMap<>();

  SampleLife() {
    entry(GRANT, "issued", "available", 10, 10, 0);
    entry(FIRST, "available", "held", 3, 7, 3);
    entry(SETTLED, "held", "spent", 2, 7, 1);
    entry(SETTLED, "held", "available", 1, 8, 0);
    entry(SECOND, "available", "held", 1, 7, 1);
    entry(RELEASED, "held", "available", 1, 8, 0);
    operations.add(new Stored.Operation(FIRST, Told.decision(FIRST), Map.of()));
    operations.add(
        new Stored.Operation(SETTLED, Told.settlement(FIRST), Map.of("charged", micros(2))));
    operations.add(new Stored.Operation(SECOND, Told.decision(SECOND), Map.of()));
    operations.add(new Stored.Operation(RELEASED, Told.release(SECOND), Map.of()));
    operations.add(
        new Stored.Operation(
            REFUSED, Told.decision(REFUSED), Map.of("code", "insufficient_credits")));
    answers.add(told(call(3), Told.decision(FIRST), 7, 3, held(3)));
    answers.add(told(settle(), Told.settlement(FIRST), 8, 0, charged()));
    answers.add(told(call(1), Told.decision(SECOND), 7, 1, held(1)));
    answers.add(
        told(new Wish.Release(SECOND), Told.release(SECOND), 8, 0, Map.of("returned", micros(1))));
    answers.add(
        told(call(50), Told.decision(REFUSED), 8, 0, Map.of("code", "insufficient_credits")));
    answers.add(new Told(new Wish.Release(FIRST), "", Map.of("code", "already_settled")));
    put(grant, "available", 8, "held", 0, "spent", 2, "expired", 0, "voided", 0);
    accounts.putAll(grant);
    put(accounts, "issued", 10, "debt", 0);
    counts.put("day of 'ana' user_chat openai 2026-11-10", "1 used, 0 reserved");
    counts.put("month of 'ana' user_chat openai 2026-11-01", "1 used, 0 reserved");
  }

  List<String> faults() {
    return Replay.faults(
        new Stored(
            "school",
            PLAN,
            OPENED,
            OPENED.plusSeconds(1),
            accounts,
            BigInteger.ZERO,
            "pro to 2026-12-01T00:00:00Z",
            List.of(new Stored.Grant(GRANT, grant)),
            holds,
            counts,
            entries,
            operations),
        answers);
  }

  private static long number(int place) {
    return (OPENED.toEpochMilli() << 20) + place;
  }

  static String micros(long credits) {
    return Amount.ofCredits(credits).toString();
  }

  static Wish call(long credits) {
    return new Wish.Authorize(
        new Call(
            "ana",
            "user",
            CHAT,
            Optional.empty(),
            false,
            Optional.of(Amount.ofCredits(credits)),
            OptionalLong.empty(),
            Duration.ofMinutes(15)));
  }

  private static Wish settle() {
    return new Wish.Settle(FIRST, new Use(OptionalLong.of(1_001), Optional.empty(), false));
  }

  static Map<String, String> held(long credits) {
    return Map.of("credits", micros(credits), "uncovered", "0", "model", MODEL);
  }

  private static Map<String, String> charged() {
    return Map.of(
        "charged", micros(2),
        "not_charged", "0",
        "returned", micros(1),
        "debt", "0",
        "state", "settled",
        "late", "false",
        "off_route", "false");
  }

  static Told told(Wish wish, String effect, long available, long held, Map<String, String> said) {
    Map<String, String> all = new TreeMap<>(said);
    all.put("balance.available", micros(available));
    all.put("balance.held", micros(held));
    all.put("balance.debt", "0");
    return new Told(wish, effect, all);
  }

  void entry(long command, String from, String to, long credits, long available, long held) {
    entries.add(
        new Stored.Entry(
            entries.size() + 1,
            command,
            from,
            to,
            Amount.ofCredits(credits),
            OptionalLong.of(GRANT),
            Map.of(
                "available", Amount.ofCredits(available),
                "held", Amount.ofCredits(held),
                "debt", BigInteger.ZERO)));
  }

  private static void put(Map<String, BigInteger> sums, Object... namesAndCredits) {
    for (int i = 0; i < namesAndCredits.length; i += 2) {
      sums.put((String) namesAndCredits[i], Amount.ofCredits((Integer) namesAndCredits[i + 1]));
    }
  }
}
