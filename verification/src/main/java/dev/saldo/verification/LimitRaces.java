package dev.saldo.verification;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * 256 callers on two server processes are one user who races for what limits of every kind leave on
 * two candidates: daily, monthly, a rate, what is open at one time, tokens. Of each candidate
 * exactly as many calls must be admitted as its tightest limit allows.
 */
final class LimitRaces {
  static final String NAME = "limit races";
  private static final int CALLERS = 256;
  private static final int CUSTOMERS = 4;
  private static final String OPENAI = "openai";
  private static final String ANTHROPIC = "anthropic";
  private static final String REFUSAL = "\"status\":429";
  private static final long TOKENS_OF_CALL = 1_000;

  /** What the matrix allows a user a day on each provider of the plan. */
  private static final int MATRIX_DAILY = 50;

  /**
   * Limits of a feature.
   *
   * @param openai how many calls they leave on the first candidate
   * @param anthropic and on the second
   * @param ratePerMinute how many more may flow on the second; 0 when no rate limits it
   */
  private record Course(String feature, int openai, int anthropic, int ratePerMinute) {}

  private static final List<Course> COURSES =
      List.of(
          new Course("user_chat", 7, 9, 9),
          new Course("chat_summary", MATRIX_DAILY, 11, 0),
          new Course("content_curation", 13, MATRIX_DAILY, 0),
          new Course("clarity_test", 5, 12, 0));

  private static final Map<String, String> RULES =
      Map.of(
          "race-open", rule("race-open", "user_chat", OPENAI, "calls", "open", 7),
          "race-rate", rule("race-rate", "user_chat", ANTHROPIC, "calls", "rate", 9),
          "race-month", rule("race-month", "chat_summary", ANTHROPIC, "calls", "month", 11),
          "race-tokens",
              rule("race-tokens", "content_curation", OPENAI, "tokens", "day", 13 * TOKENS_OF_CALL),
          "race-week", rule("race-week", "clarity_test", OPENAI, "calls", "week", 5),
          "race-cycle", rule("race-cycle", "clarity_test", ANTHROPIC, "calls", "cycle", 12));

  private final Site site;
  private final Scale scale;
  private final Random random;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private int keys;
  private long racingNanos;

  LimitRaces(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.random = new Random(seed);
    this.out = out;
  }

  private static String rule(
      String slug, String feature, String provider, String unit, String window, long max) {
    return """
    {"slug":"%s","plan":"premium","subject":"user","feature":"%s","provider":"%s","unit":"%s",\
    "window":"%s","max":%d}\
    """
        .formatted(slug, feature, provider, unit, window, max);
  }

  Result run() throws InterruptedException {
    List<Api> servers = site.pair(Site.Server::api);
    RULES.forEach((slug, rule) -> servers.getFirst().require(Request.put("/limits/" + slug, rule)));
    for (int i = 0; i < CUSTOMERS; i++) {
      servers.getFirst().openCustomer("limit-race-" + i, "premium");
    }
    for (int round = 0; round < scale.rounds(); round++) {
      race(round, servers);
    }
    RULES.keySet().forEach(slug -> servers.getFirst().require(Request.delete("/limits/" + slug)));
    faults.addAll(site.audit());
    out.printf("%d rounds, of which %.1f s racing%n", scale.rounds(), racingNanos / 1e9);
    return new Result(
        NAME,
        "%d rounds of %d callers on 2 servers".formatted(scale.rounds(), CALLERS),
        "none",
        "%.0f answers/s".formatted((double) scale.rounds() * CALLERS * 1e9 / racingNanos),
        "-",
        faults.list());
  }

  private void race(int round, List<Api> servers) throws InterruptedException {
    Course course = COURSES.get(round % COURSES.size());
    String customer = "limit-race-" + random.nextInt(CUSTOMERS);
    Volley volley =
        Volley.of(
            CALLERS,
            _ -> servers.get(random.nextInt(servers.size())),
            _ -> call(customer, "racer-" + round, course.feature()));
    racingNanos += volley.nanos();
    String name = "round " + round + ", " + course.feature();
    List<Answer> answers = new ArrayList<>(volley.answers());
    long first = admitted(answers, OPENAI);
    long second = admitted(answers, ANTHROPIC);
    long flowed = volley.nanos() * course.ratePerMinute() / 60_000_000_000L;
    faults.require(
        first == course.openai(),
        "%s: %d calls on the first candidate, not %d".formatted(name, first, course.openai()));
    faults.require(
        second >= course.anthropic() && second <= course.anthropic() + flowed,
        "%s: %d calls on the second candidate, not %d".formatted(name, second, course.anthropic()));
    answers.stream()
        .filter(answer -> !answer.isSuccess() && !answer.body().contains(REFUSAL))
        .forEach(answer -> faults.add(name + ": answered " + answer.shown()));
  }

  private static long admitted(List<Answer> answers, String provider) {
    return answers.stream()
        .filter(Answer::isSuccess)
        .filter(answer -> answer.body().contains("\"route\":{\"provider\":\"" + provider))
        .count();
  }

  private Request call(String customer, String user, String feature) {
    return Request.post(
        "/authorizations",
        "limit-race-" + ++keys,
        """
        {"customer":"%s","user":"%s","feature":"%s","profile":"user",\
        "estimate":{"input_tokens":%d},"expires_in":"PT24H"}\
        """
            .formatted(customer, user, feature, TOKENS_OF_CALL));
  }
}
