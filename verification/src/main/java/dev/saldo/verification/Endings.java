package dev.saldo.verification;

import dev.saldo.verification.model.Amount;
import dev.saldo.verification.model.Call;
import dev.saldo.verification.model.Gift;
import dev.saldo.verification.model.Plan;
import dev.saldo.verification.model.Replay;
import dev.saldo.verification.model.Stored;
import dev.saldo.verification.model.Told;
import dev.saldo.verification.model.Use;
import dev.saldo.verification.model.Wish;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Four-way races on two servers: each hold is settled, settled with another amount and released at
 * once, while the test clock passes its end. It ends in exactly one way, which all are told; the
 * model lives through what is stored of it.
 */
final class Endings {
  static final String NAME = "endings";
  private static final String PREFIX = "ending-";
  private static final int HOLDS = 32;
  private static final int WALLETS = 8;

  /** One hold in so many is one of the first wallet, whatever else is. */
  private static final int HOT_SHARE = 3;

  private static final int CREDITS_MAX = 5;
  private static final int TOKENS_MAX = 4_000;
  private static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final Duration OUTAGE_MAX = Duration.ofMinutes(1);
  private static final Plan PLAN = LifeCatalog.PLANS.getFirst();
  private static final Request TIME =
      new Request("POST", "/test-clock", "{\"advance\":\"" + LIFETIME + "\"}", Optional.empty());

  private final Site site;
  private final Scale scale;
  private final Random random;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final LifeRecords records;
  private final Map<Ending, Integer> ends = new EnumMap<>(Ending.class);
  private List<Api> servers = List.of();
  private List<LifeTelling> wallets = List.of();
  private int keys;
  private int raced;
  private int answers;
  private long racingNanos;

  /** A request to one wallet. */
  private record Asking(LifeTelling wallet, Wish wish, String key) {
    private Request request() {
      return LifeForm.request(wallet.customer(), wallet.idEnd(), wish, Optional.of(key));
    }
  }

  /** Those who want one hold to end. */
  private record Race(Asking settle, Asking settleOtherwise, Asking release) {
    private Stream<Asking> callers() {
      return Stream.of(settle, settleOtherwise, release);
    }
  }

  private record Answered(Told told, Answer answer) {}

  Endings(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.random = new Random(seed);
    this.out = out;
    this.records = new LifeRecords(site.owner());
  }

  Result run() throws InterruptedException {
    servers = site.pair(Site.Server::testApi);
    LifeCatalog.requests().forEach(servers.getFirst()::require);
    open();
    while (raced < scale.endings()) {
      race();
    }
    for (Ending end : Ending.values()) {
      faults.require(ends.containsKey(end), "no race was won by " + end);
    }
    faults.require(records.held(PREFIX) == 0, "something is held after every hold has ended");
    int replayed = replay();
    faults.addAll(site.audit());
    out.printf("%,d races in %.1f s: %s%n", raced, racingNanos / 1e9, ends);
    return new Result(
        NAME,
        "%,d four-way races: %s; %,d operations replayed".formatted(raced, ends, replayed),
        "none",
        "%.0f answers/s".formatted(answers * 1e9 / racingNanos),
        "-",
        faults.list());
  }

  private void open() throws InterruptedException {
    for (int wallet = 0; wallet < WALLETS; wallet++) {
      servers
          .getFirst()
          .require(
              Request.put("/customers/" + PREFIX + wallet, "{\"plan\":\"" + PLAN.slug() + "\"}"));
    }
    wallets =
        records.wallets(PREFIX).entrySet().stream()
            .map(each -> new LifeTelling(each.getKey(), LifeForm.digits(each.getValue())))
            .toList();
    ask(wallets.stream().map(it -> Optional.of(asking(it, new Wish.Give(riches())))).toList());
  }

  private static Gift riches() {
    return new Gift(
        Amount.ofCredits(1_000_000),
        1,
        Optional.empty(),
        Optional.empty(),
        "purchase",
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** Holds that all run out at one time, and then everybody who wants to end them, and time. */
  private void race() throws InterruptedException {
    List<Optional<Asking>> calls =
        IntStream.range(0, HOLDS).mapToObj(_ -> Optional.of(asking(wallet(), call()))).toList();
    Map<Asking, Answered> held = ask(calls);
    List<Race> races =
        held.entrySet().stream()
            .map(it -> race(it.getKey().wallet(), it.getValue().answer().id()))
            .toList();
    List<Optional<Asking>> callers = new ArrayList<>();
    races.stream().flatMap(Race::callers).map(Optional::of).forEach(callers::add);
    Collections.shuffle(callers, random);
    callers.add(random.nextInt(callers.size()), Optional.empty());
    Map<Asking, Answered> told = ask(callers);
    races.forEach(each -> judge(each, told));
  }

  private Wish call() {
    return new Wish.Authorize(
        new Call(
            "",
            LifeCatalog.FREE,
            LifeCatalog.CHAT,
            Optional.empty(),
            false,
            Optional.of(Amount.ofCredits(1 + random.nextInt(CREDITS_MAX))),
            OptionalLong.empty(),
            LIFETIME));
  }

  /** The amounts differ: settling twice with the same content is no race but a repetition. */
  private Race race(LifeTelling wallet, String id) {
    long hold = LifeForm.number(id);
    int tokens = random.nextInt(TOKENS_MAX);
    return new Race(
        asking(wallet, new Wish.Settle(hold, used(tokens))),
        asking(wallet, new Wish.Settle(hold, used(tokens + 1 + random.nextInt(TOKENS_MAX)))),
        asking(wallet, new Wish.Release(hold)));
  }

  private static Use used(int tokens) {
    return new Use(OptionalLong.of(tokens), Optional.empty(), false);
  }

  private void judge(Race race, Map<Asking, Answered> told) {
    raced++;
    List<Told> settlements =
        List.of(
            Objects.requireNonNull(told.get(race.settle())).told(),
            Objects.requireNonNull(told.get(race.settleOtherwise())).told());
    Told release = Objects.requireNonNull(told.get(race.release())).told();
    Ending.of(settlements, release)
        .ifPresentOrElse(
            end -> ends.merge(end, 1, Integer::sum),
            () -> faults.add("a hold that ended in no one way: " + settlements + ", " + release));
  }

  /** Lets all go at once; who is nobody is the clock. */
  private Map<Asking, Answered> ask(List<Optional<Asking>> callers) throws InterruptedException {
    List<Request> requests =
        callers.stream().map(caller -> caller.map(Asking::request).orElse(TIME)).toList();
    List<Api> asked = requests.stream().map(_ -> server()).toList();
    Volley volley = Volley.of(requests.size(), asked::get, requests::get);
    racingNanos += volley.nanos();
    answers += requests.size();
    Map<Asking, Answered> told = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      Answer answer = volley.answers().get(i);
      if (answer.isHonestOutage()) {
        answer = asked.get(i).insist(requests.get(i), OUTAGE_MAX);
      }
      if (callers.get(i).isPresent()) {
        Asking asking = callers.get(i).get();
        told.put(asking, new Answered(noted(asking, answer), answer));
      } else {
        faults.require(answer.isSuccess(), "the clock was not moved: " + answer.shown());
      }
    }
    return told;
  }

  private Told noted(Asking asking, Answer answer) {
    Told told = LifeForm.told(asking.wish(), Optional.of(asking.key()), answer);
    asking
        .wallet()
        .note(told, answer.body())
        .ifPresent(first -> faults.add(told.effect() + " twice: " + first + " and " + told));
    return told;
  }

  /** How many stored operations the model lived through. */
  private int replay() {
    Map<String, Plan> plans = new HashMap<>();
    Map<String, LifeTelling> tellings = new HashMap<>();
    for (LifeTelling wallet : wallets) {
      plans.put(wallet.customer(), PLAN);
      tellings.put(wallet.customer(), wallet);
    }
    int operations = 0;
    for (Stored stored : records.read(PREFIX, plans)) {
      LifeTelling telling = Objects.requireNonNull(tellings.get(stored.customer()));
      faults.addAll(Replay.faults(stored, telling.told()));
      operations += stored.operations().size();
    }
    return operations;
  }

  private Asking asking(LifeTelling wallet, Wish wish) {
    return new Asking(wallet, wish, PREFIX + ++keys);
  }

  private LifeTelling wallet() {
    return random.nextInt(HOT_SHARE) == 0
        ? wallets.getFirst()
        : wallets.get(random.nextInt(wallets.size()));
  }

  private Api server() {
    return servers.get(random.nextInt(servers.size()));
  }
}
