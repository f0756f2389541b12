package dev.saldo.verification;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * 256 callers on two server processes want one unit each of fewer units: credits or daily calls, of
 * one wallet or of 32. Exactly as many must be admitted as there are units.
 */
final class Races {
  static final String NAME = "races";
  private static final int CALLERS = 256;
  private static final int SPREAD = 32;
  private static final int DAILY_HOT = 50;
  private static final int DAILY_SPREAD = 10;
  private static final int RELEASED_SHARE = 4;

  private final Site site;
  private final Scale scale;
  private final Random random;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final List<Pot> hot = new ArrayList<>();
  private final List<Pot> spread = new ArrayList<>();
  private List<Api> servers = List.of();
  private int keys;
  private int raced;
  private long racingNanos;

  /** A wallet that is raced for. */
  private static final class Pot {
    private final String creditsOf;
    private final String callsOf;
    private int left;

    private Pot(String name) {
      creditsOf = "race-credits-" + name;
      callsOf = "race-calls-" + name;
    }
  }

  Races(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.random = new Random(seed);
    this.out = out;
  }

  Result run() throws InterruptedException {
    servers = site.pair(Site.Server::api);
    open();
    long begin = System.nanoTime();
    for (int round = 0; round < scale.rounds(); round++) {
      switch (round % 4) {
        case 0 -> raceForCredits(round, hot);
        case 1 -> raceForCredits(round, spread);
        case 2 -> raceForCalls(round, hot, DAILY_HOT);
        default -> raceForCalls(round, spread, DAILY_SPREAD);
      }
    }
    long end = System.nanoTime();
    faults.addAll(site.audit());
    out.printf(
        "%d rounds in %.1f s, of which %.1f s racing; audit in %.1f s%n",
        scale.rounds(), (end - begin) / 1e9, racingNanos / 1e9, (System.nanoTime() - end) / 1e9);
    return new Result(
        NAME,
        "%d rounds of %d callers on 2 servers".formatted(scale.rounds(), CALLERS),
        "none",
        "%.0f answers/s".formatted(raced * 1e9 / racingNanos),
        "-",
        faults.list());
  }

  private void open() {
    hot.add(new Pot("hot"));
    for (int wallet = 0; wallet < SPREAD; wallet++) {
      spread.add(new Pot("spread-" + wallet));
    }
    for (Pot pot : hot) {
      servers.getFirst().openCustomer(pot.callsOf, "premium");
    }
    for (Pot pot : spread) {
      servers.getFirst().openCustomer(pot.callsOf, "professional");
    }
    List<Pot> all = new ArrayList<>(hot);
    all.addAll(spread);
    for (Pot pot : all) {
      servers.getFirst().require(Request.put("/customers/" + pot.creditsOf, "{\"plan\":\"free\"}"));
      spend(pot, new BigDecimal(servers.getFirst().available(pot.creditsOf)).intValueExact());
    }
  }

  private void raceForCredits(int round, List<Pot> pots) throws InterruptedException {
    int callers = CALLERS / pots.size();
    int[] units = new int[pots.size()];
    for (int i = 0; i < units.length; i++) {
      units[i] = random.nextInt(callers + 1);
      fill(pots.get(i), units[i]);
    }
    List<List<Answer>> answers =
        race(pots.size(), (pot, key) -> Request.authorize(pots.get(pot).creditsOf, key, 1));
    for (int i = 0; i < units.length; i++) {
      String pot = "round " + round + ", credits of " + pots.get(i).creditsOf;
      judge(pot, units[i], Answer.PAYMENT_REQUIRED, answers.get(i));
      String left = server().available(pots.get(i).creditsOf);
      faults.require(left.equals("0"), pot + ": " + left + " are left");
      endHolds(pots.get(i), answers.get(i));
    }
  }

  private void raceForCalls(int round, List<Pot> pots, int limit) throws InterruptedException {
    int callers = CALLERS / pots.size();
    String user = "user-" + round;
    int[] units = new int[pots.size()];
    for (int i = 0; i < units.length; i++) {
      units[i] = random.nextInt(Math.min(callers, limit) + 1);
      if (units[i] < limit) {
        server().require(Request.limited(pots.get(i).callsOf, user, key(), limit - units[i]));
      }
    }
    List<List<Answer>> answers =
        race(pots.size(), (pot, key) -> Request.limited(pots.get(pot).callsOf, user, key, 1));
    for (int i = 0; i < units.length; i++) {
      String pot = "round " + round + ", calls of " + pots.get(i).callsOf;
      judge(pot, units[i], Answer.TOO_MANY, answers.get(i));
    }
  }

  private void judge(String pot, int units, int refusal, List<Answer> answers) {
    faults.addAll(RaceVerdict.faults(pot, units, refusal, answers));
  }

  /** Brings what is available to so many credits. */
  private void fill(Pot pot, int credits) {
    if (pot.left < credits) {
      server().grant(pot.creditsOf, key(), credits - pot.left);
    } else if (pot.left > credits) {
      spend(pot, pot.left - credits);
    }
    pot.left = credits;
  }

  private void spend(Pot pot, int credits) {
    Answer held = server().require(Request.authorize(pot.creditsOf, key(), credits));
    server().require(Request.settleEstimate(held.id(), key()));
  }

  /** Settles some holds and releases the others, whose credits are there again. */
  private void endHolds(Pot pot, List<Answer> answers) throws InterruptedException {
    List<Request> ends = new ArrayList<>();
    for (Answer answer : answers) {
      if (answer.isSuccess()) {
        boolean released = random.nextInt(RELEASED_SHARE) == 0;
        ends.add(
            released
                ? Request.release(answer.id(), key())
                : Request.settleEstimate(answer.id(), key()));
        pot.left -= released ? 0 : 1;
      }
    }
    Volley ended = Volley.of(ends.size(), _ -> server(), ends::get);
    ended.answers().stream()
        .filter(answer -> !answer.isSuccess())
        .forEach(answer -> faults.add(pot.creditsOf + ": the end of a hold: " + answer.shown()));
  }

  /** Lets all callers go at once; their answers by pot. */
  private List<List<Answer>> race(int pots, Start start) throws InterruptedException {
    List<List<Answer>> answers = new ArrayList<>();
    for (int pot = 0; pot < pots; pot++) {
      answers.add(new ArrayList<>());
    }
    Volley volley =
        Volley.of(CALLERS, _ -> server(), caller -> start.request(caller % pots, key()));
    for (int caller = 0; caller < CALLERS; caller++) {
      answers.get(caller % pots).add(volley.answers().get(caller));
    }
    racingNanos += volley.nanos();
    raced += CALLERS;
    return answers;
  }

  @FunctionalInterface
  private interface Start {
    Request request(int pot, String key);
  }

  private Api server() {
    return servers.get(random.nextInt(servers.size()));
  }

  private String key() {
    return "race-" + ++keys;
  }
}
