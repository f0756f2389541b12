package dev.saldo.domain.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can happen to a hold, step by step, with the answer to each step. The same stories are told
 * to the rules, to every ledger and over HTTP.
 *
 * @param debtLimit of the plan
 * @param funds credits granted at first, for ever
 * @param end credits available, held and owed in the end
 */
public record HoldStory(
    String name, String policy, long debtLimit, long funds, List<String> steps, String end) {

  /** Name, policy, debt limit and funds; then the steps with their answers; then the balance. */
  private static final String TABLE =
      """
      actual below the hold | charge 0 100 | hold a 10: held; settle a 7: charged 7 returned 3 | 93 0 0
      actual equal to the hold | charge 0 100 | hold a 10: held; settle a 10: charged 10 | 90 0 0
      nothing used | charge 0 100 | hold a 10: held; settle a 0: charged 0 returned 10 | 100 0 0
      failed call | charge 0 100 | hold a 10: held; settle a 0 failed: charged 0 returned 10 | 100 0 0
      failed call that was billed | charge 0 100 | hold a 10: held; settle a 4 failed: charged 4 returned 6 | 96 0 0
      nobody knows | charge 0 100 | hold a 10: held; close a: charged 10; amend a 4: amended to 4 returned 6 | 96 0 0
      above, charge | charge 0 100 | hold a 10: held; settle a 15: charged 15 | 85 0 0
      above, charge beyond the balance | charge 0 10 | hold a 10: held; settle a 15: charged 15 debt 5 | 0 0 5
      above, debt up to the limit | debt_up_to 20 10 | hold a 10: held; settle a 25: charged 25 debt 15 | 0 0 15
      above, debt beyond the limit | debt_up_to 20 10 | hold a 10: held; settle a 40: charged 30 debt 20 not charged 10 | 0 0 20
      above, capped | cap_at_hold 0 100 | hold a 10: held; settle a 15: charged 10 not charged 5 | 90 0 0
      above, rejected | reject 0 100 | hold a 10: held; settle a 15: overrun_rejected | 90 10 0
      above, rejected, then below | reject 0 100 | hold a 10: held; settle a 15: overrun_rejected; settle a 8: charged 8 returned 2 | 92 0 0
      hold beyond the balance | debt_up_to 20 10 | hold a 15: held; settle a 12: charged 12 debt 2 | 0 0 2
      another model | charge 0 100 | hold a 10: held; settle a 7 elsewhere: charged 7 returned 3 off route | 93 0 0
      settled again | charge 0 100 | hold a 10: held; settle a 7: charged 7 returned 3; settle a 7: again charged 7 returned 3 | 93 0 0
      settled otherwise | charge 0 100 | hold a 10: held; settle a 7: charged 7 returned 3; settle a 8: already_settled | 93 0 0
      settled after release | charge 0 100 | hold a 10: held; release a: released 10; settle a 7: already_released | 100 0 0
      released again | charge 0 100 | hold a 10: held; release a: released 10; release a: again released 10 | 100 0 0
      released after settlement | charge 0 100 | hold a 10: held; settle a 7: charged 7 returned 3; release a: already_settled | 93 0 0
      late | charge 0 100 | hold a 10: held; pass PT15M; settle a 7: charged 7 late | 93 0 0
      not late yet | charge 0 100 | hold a 10: held; pass PT14M59S; settle a 7: charged 7 returned 3 | 93 0 0
      late, again and otherwise | charge 0 100 | hold a 10: held; pass PT15M; settle a 7: charged 7 late; settle a 7: again charged 7 late; settle a 8: already_settled | 93 0 0
      late, charge | charge 0 10 | hold a 10: held; pass PT15M; hold b 8: held; settle b 8: charged 8; settle a 7: charged 7 debt 5 late | 0 0 5
      late, debt up to | debt_up_to 3 10 | hold a 10: held; pass PT15M; hold b 8: held; settle b 8: charged 8; settle a 7: charged 5 debt 3 not charged 2 late | 0 0 3
      late, capped | cap_at_hold 0 10 | hold a 10: held; pass PT15M; hold b 8: held; settle b 8: charged 8; settle a 7: charged 2 not charged 5 late | 0 0 0
      late, reject | reject 0 10 | hold a 10: held; pass PT15M; hold b 8: held; settle b 8: charged 8; settle a 7: charged 2 not charged 5 late | 0 0 0
      expired | charge 0 100 | hold a 10: held; pass PT15M | 100 0 0
      released at expiry | charge 0 100 | hold a 10: held; pass PT15M; release a: already_expired | 100 0 0
      released after late settlement | charge 0 100 | hold a 10: held; pass PT15M; settle a 7: charged 7 late; release a: already_expired; extend a 1: already_expired | 93 0 0
      grant lapses while held, used | charge 0 0 | grant 20 PT10M; hold a 10: held; pass PT10M; settle a 7: charged 7 | 0 0 0
      grant lapses while held, released | charge 0 0 | grant 20 PT10M; hold a 10: held; pass PT10M; release a: released 0 | 0 0 0
      debt is repaid by what comes back | charge 0 10 | hold a 4: held; hold b 6: held; settle b 9: charged 9 debt 3; release a: released 4 | 1 0 0
      unknown | charge 0 100 | settle x 1: authorization_unknown; release x: authorization_unknown; extend x 1: authorization_unknown; amend x 1: authorization_unknown | 100 0 0
      extended by credits | charge 0 100 | hold a 10: held; extend a 5: extended to 15; settle a 12: charged 12 returned 3 | 88 0 0
      extended by time | charge 0 100 | hold a 10: held; pass PT14M; extend a 0 PT10M: extended to 10; pass PT9M; settle a 7: charged 7 returned 3 | 93 0 0
      extended by less time than it has | charge 0 100 | hold a 10: held; extend a 0 PT1M: extended to 10; pass PT14M; settle a 7: charged 7 returned 3 | 93 0 0
      extended by both | charge 0 100 | hold a 10: held; extend a 5 PT30M: extended to 15; pass PT29M; release a: released 15 | 100 0 0
      extended by too many credits | charge 0 12 | hold a 10: held; extend a 5 PT30M: insufficient_credits; pass PT15M; release a: already_expired | 12 0 0
      extended to a day | charge 0 100 | hold a 10: held; pass PT10M; extend a 0 PT23H50M: extended to 10; pass PT23H49M; settle a 10: charged 10 | 90 0 0
      extended beyond a day | charge 0 100 | hold a 10: held; pass PT10M; extend a 1 PT23H51M: lifetime_exceeded | 90 10 0
      extended into debt | debt_up_to 20 10 | hold a 10: held; extend a 5: extended to 15; settle a 15: charged 15 debt 5 | 0 0 5
      extended under reject | reject 0 100 | hold a 10: held; settle a 15: overrun_rejected; extend a 5: extended to 15; settle a 15: charged 15 | 85 0 0
      extended after the end | charge 0 100 | hold a 10: held; settle a 10: charged 10; extend a 1: already_settled; hold b 5: held; release b: released 5; extend b 1: already_released; hold c 5: held; pass PT15M; extend c 1: already_expired | 90 0 0
      amended to less | charge 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 4: amended to 4 returned 3 | 96 0 0
      amended to nothing | charge 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 0: amended to 0 returned 7 | 100 0 0
      amended to the same | charge 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 7: amended to 7 | 93 0 0
      amended to more, charge | charge 0 10 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 15: amended to 15 debt 5 | 0 0 5
      amended to more, debt up to | debt_up_to 5 10 | hold a 10: held; settle a 10 estimated: charged 10; amend a 20: amended to 15 debt 5 not charged 5 | 0 0 5
      amended to more within the hold, capped | cap_at_hold 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 9: amended to 9 | 91 0 0
      amended to more than the hold, capped | cap_at_hold 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 15: amended to 10 not charged 5 | 90 0 0
      amended from above the hold, capped | cap_at_hold 0 100 | hold a 10: held; settle a 15 estimated: charged 10 not charged 5; amend a 12: amended to 10 not charged 2 | 90 0 0
      amended to more than the hold, rejected | reject 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 15: overrun_rejected; amend a 4: amended to 4 returned 3 | 96 0 0
      amended within the hold to its reserved debt, capped | cap_at_hold 20 5 | hold a 20: held; settle a 5 estimated: charged 5; amend a 20: amended to 20 debt 15 | 0 0 15
      amended within the hold to its reserved debt, rejected | reject 20 5 | hold a 20: held; settle a 8 estimated: charged 8 debt 3; amend a 20: amended to 20 debt 15 | 0 0 15
      amended beyond the hold and its reserved debt, capped | cap_at_hold 20 5 | hold a 20: held; settle a 5 estimated: charged 5; amend a 30: amended to 20 debt 15 not charged 10 | 0 0 15
      amended when its reserved debt has gone to another, capped | cap_at_hold 20 5 | hold a 20: held; settle a 5 estimated: charged 5; hold b 10: held; amend a 20: amended to 15 debt 10 not charged 5; settle b 10: charged 10 debt 10 | 0 0 20
      amended within the hold when its credits have gone to another, capped | cap_at_hold 20 15 | hold a 20: held; settle a 5 estimated: charged 5 returned 10; hold b 10: held; amend a 20: amended to 10 debt 5 not charged 10 | 0 10 5
      amended within the hold though late, capped | cap_at_hold 20 5 | hold a 20: held; pass PT15M; settle a 3 estimated: charged 3 late; amend a 20: amended to 5 not charged 15 | 0 0 0
      amended again | charge 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 4: amended to 4 returned 3; amend a 4: again amended to 4 returned 3; amend a 5: already_amended | 96 0 0
      amended, then settled again | charge 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; amend a 4: amended to 4 returned 3; settle a 7 estimated: again charged 7 returned 3 | 96 0 0
      amended though no estimate | charge 0 100 | hold a 10: held; settle a 7: charged 7 returned 3; amend a 4: not_estimated | 93 0 0
      amended though not settled | charge 0 100 | hold a 10: held; amend a 4: not_settled; pass PT15M; amend a 4: not_settled; hold b 5: held; release b: released 5; amend b 4: already_released | 100 0 0
      amended on the last day | charge 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; pass P34DT23H59M; amend a 4: amended to 4 returned 3 | 96 0 0
      amended too late | charge 0 100 | hold a 10: held; settle a 7 estimated: charged 7 returned 3; pass P35D; amend a 4: amendment_too_late | 93 0 0
      amended though late | charge 0 100 | hold a 10: held; pass PT15M; settle a 7 estimated: charged 7 late; amend a 4: amended to 4 returned 3 | 96 0 0
      amended to more though late, capped | cap_at_hold 0 100 | hold a 10: held; pass PT15M; settle a 7 estimated: charged 7 late; amend a 15: amended to 15 | 85 0 0
      amended after a grant lapsed | charge 0 0 | grant 20 PT10M; hold a 10: held; settle a 7 estimated: charged 7 returned 3; pass PT10M; amend a 4: amended to 4 expired 3 | 0 0 0
      amended after a grant was used up | charge 0 10 | hold a 10: held; settle a 10 estimated: charged 10; amend a 4: amended to 4 returned 6 | 6 0 0
      amended while in debt | charge 0 10 | hold a 10: held; settle a 15 estimated: charged 15 debt 5; amend a 12: amended to 12 returned 3 debt 2 | 0 0 2
      amended while in debt, after the grant lapsed | charge 0 0 | grant 10 PT5M; hold a 10: held; settle a 15 estimated: charged 15 debt 5; pass PT6M; amend a 12: amended to 12 returned 3 debt 2 | 0 0 2
      amended beyond its debt, after the grant lapsed | charge 0 0 | grant 10 PT5M; hold a 10: held; settle a 15 estimated: charged 15 debt 5; pass PT6M; amend a 3: amended to 3 returned 5 expired 7 | 0 0 0
      amended after some of its debt was repaid | charge 0 10 | hold a 10: held; settle a 15 estimated: charged 15 debt 5; grant 2; amend a 0: amended to 2 returned 13 debt 2 granted 2 | 12 0 0
      amended while others' debt is owed | charge 0 10 | hold a 10: held; settle a 15 estimated: charged 15 debt 5; grant 5; hold b 0: held; settle b 7: charged 7 debt 7; amend a 3: amended to 3 returned 12 | 5 0 0
      amended to nothing while in debt | charge 0 10 | hold a 10: held; settle a 15 estimated: charged 15 debt 5; amend a 0: amended to 0 returned 15 | 10 0 0
      amended after debt was repaid | charge 0 10 | hold a 10: held; settle a 15 estimated: charged 15 debt 5; grant 5; amend a 0: amended to 5 returned 10 debt 5 granted 5 | 15 0 0
      run pays its children | charge 0 100 | hold r 50: held; child c r 10: held; settle c 6: charged 6 returned 4; release r: released 44 | 94 0 0
      run grows for a child | charge 0 100 | hold r 5: held; child c r 10: held; settle c 10: charged 10; close r: charged 0 | 90 0 0
      run keeps what a child leaves | charge 0 10 | hold r 5: held; child c r 10: held; settle c 2: charged 2 returned 8; child d r 8: held; release d: released 8; release r: released 8 | 8 0 0
      run grows into debt | debt_up_to 20 10 | hold r 5: held; child c r 15: held; settle c 15: charged 15 debt 5; close r: charged 0 | 0 0 5
      run's reserved debt goes back to it | debt_up_to 20 10 | hold r 20: held; child c r 15: held; release c: released 10; close r: charged 0 returned 10 | 10 0 0
      child beyond run and wallet | charge 0 10 | hold r 5: held; child c r 11: insufficient_credits | 5 5 0
      child above its hold takes from the run | charge 0 20 | hold r 20: held; child c r 5: held; settle c 8: charged 8; release r: released 12 | 12 0 0
      child above its hold, capped | cap_at_hold 0 20 | hold r 20: held; child c r 5: held; settle c 8: charged 5 not charged 3; release r: released 15 | 15 0 0
      child above its hold takes the run's reserved debt | debt_up_to 50 0 | hold r 50: held; child c r 10: held; settle c 30: charged 30 debt 30; child d r 21: insufficient_credits; child e r 20: held; settle e 25: charged 20 debt 20 not charged 5; close r: charged 0 | 0 0 50
      child above its hold takes what is available before the run's reserved debt | debt_up_to 50 0 | hold r 50: held; child c r 10: held; grant 5; settle c 30: charged 30 debt 25; release r: released 0 | 0 0 25
      child above its run, charge | charge 50 0 | hold r 50: held; child c r 10: held; settle c 70: charged 70 debt 70; child d r 1: insufficient_credits; close r: charged 0 | 0 0 70
      child above its hold leaves the run's reserved debt, capped | cap_at_hold 50 0 | hold r 50: held; child c r 10: held; settle c 30: charged 10 debt 10 not charged 20; child d r 40: held; settle d 40: charged 40 debt 40 | 0 0 50
      child is late and takes the run's reserved debt | debt_up_to 50 0 | hold r 50: held; child c r 10: held; extend r 0 PT1H: extended to 40; pass PT15M; settle c 30: charged 30 debt 30 late; child d r 21: insufficient_credits; release r: released 0 | 0 0 30
      child is late after its run and takes what the limit leaves | debt_up_to 50 0 | hold r 50: held; child c r 10: held; pass PT15M; settle c 60: charged 50 debt 50 not charged 10 late | 0 0 50
      child is amended to the run's reserved debt | debt_up_to 50 0 | hold r 50: held; child c r 10: held; settle c 5 estimated: charged 5 debt 5; amend c 30: amended to 30 debt 30; child d r 21: insufficient_credits; release r: released 0 | 0 0 30
      child is amended within its hold to the run's reserved debt, capped | cap_at_hold 20 5 | hold r 20: held; child c r 20: held; settle c 5 estimated: charged 5; amend c 20: amended to 20 debt 15; child d r 6: insufficient_credits; release r: released 0 | 0 0 15
      run with open children | charge 0 100 | hold r 20: held; child c r 5: held; settle r 3: children_open; release r: children_open; close r: children_open; release c: released 5; release r: released 20 | 100 0 0
      run settles its own usage | charge 0 100 | hold r 20: held; child c r 5: held; settle c 5: charged 5; settle r 3: charged 3 returned 12 | 92 0 0
      run expires with its children | charge 0 100 | hold r 20: held; child c r 5: held; pass PT15M; settle c 5: charged 5 late; release r: already_expired | 95 0 0
      child lives no longer than its run | charge 0 100 | hold r 20: held; pass PT10M; child c r 5: held; pass PT5M; release c: already_expired | 100 0 0
      child is extended from its run | charge 0 20 | hold r 20: held; child c r 5: held; extend c 10: extended to 15; settle c 12: charged 12 returned 3; release r: released 8 | 8 0 0
      child is extended beyond its run | charge 0 100 | hold r 20: held; child c r 5: held; extend c 0 PT20M: lifetime_exceeded | 80 20 0
      child is late though its run goes on | charge 0 100 | hold r 20: held; child c r 5: held; extend r 0 PT1H: extended to 15; pass PT15M; settle c 5: charged 5 late; release r: released 15 | 95 0 0
      child is late after its run | charge 0 100 | hold r 20: held; child c r 5: held; extend r 0 PT1H: extended to 15; pass PT15M; release r: released 20; settle c 5: charged 5 late | 95 0 0
      child of a run that has ended | charge 0 100 | hold r 20: held; release r: released 20; child c r 5: already_released; hold s 5: held; settle s 5: charged 5; child d s 5: already_settled; hold t 5: held; pass PT15M; child e t 5: already_expired; child f x 5: parent_unknown | 95 0 0
      child of a child | charge 0 100 | hold r 20: held; child c r 5: held; child d c 1: parent_is_child | 80 20 0
      child is amended | charge 0 20 | hold r 20: held; child c r 10: held; settle c 7 estimated: charged 7 returned 3; amend c 4: amended to 4 returned 3; release r: released 13 | 16 0 0
      child is amended to more | charge 0 20 | hold r 20: held; child c r 10: held; settle c 7 estimated: charged 7 returned 3; amend c 9: amended to 9; release r: released 11 | 11 0 0
      """;

  /** All that are written down. */
  public static Stream<HoldStory> all() {
    return TABLE.lines().map(HoldStory::read);
  }

  /** Every order of three things that happen to a hold of 10, with what must be answered. */
  public static Stream<HoldStory> crossings() {
    List<String> things =
        List.of("settle a 7", "settle a 8", "release a", "extend a 2", "pass PT15M");
    return things.stream()
        .flatMap(
            first ->
                things.stream()
                    .flatMap(
                        second ->
                            things.stream().map(third -> crossing(List.of(first, second, third)))));
  }

  private static HoldStory crossing(List<String> things) {
    Fate fate = new Fate();
    List<String> steps = new ArrayList<>(List.of("hold a 10: held"));
    things.forEach(
        thing -> steps.add(thing.startsWith("pass") ? fate.pass(thing) : fate.after(thing)));
    return new HoldStory(String.join(", ", things), "charge", 0, 100, steps, fate.end());
  }

  /** What becomes of one hold of 10 out of 100, worked out by itself. */
  private static final class Fate {
    private String state = "held";
    private long credits = 10;
    private long charged;
    private String first = "";

    String pass(String thing) {
      state = state.equals("held") ? "expired" : state;
      return thing;
    }

    String after(String thing) {
      if (thing.startsWith("settle")) {
        return thing + ": " + settle(Long.parseLong(thing.substring(9)));
      }
      return thing + ": " + (thing.startsWith("release") ? release() : extend());
    }

    private String settle(long used) {
      if (state.equals("released")) {
        return "already_released";
      }
      if (charged > 0) {
        return charged == used ? "again " + first : "already_settled";
      }
      charged = used;
      boolean late = state.equals("expired");
      state = late ? state : "settled";
      first = "charged " + used + (late ? " late" : " returned " + (credits - used));
      return first;
    }

    private String release() {
      if (state.equals("held") || state.equals("released")) {
        String again = state.equals("released") ? "again " : "";
        state = "released";
        return again + "released " + credits;
      }
      return "already_" + state;
    }

    private String extend() {
      if (state.equals("held")) {
        credits += 2;
        return "extended to " + credits;
      }
      return "already_" + state;
    }

    String end() {
      long held = state.equals("held") ? credits : 0;
      return (100 - charged - held) + " " + held + " 0";
    }
  }

  private static HoldStory read(String line) {
    String[] columns = line.split(" \\| ", -1);
    String[] plan = columns[1].split(" ", -1);
    return new HoldStory(
        columns[0],
        plan[0],
        Long.parseLong(plan[1]),
        Long.parseLong(plan[2]),
        Arrays.asList(columns[2].split("; ", -1)),
        columns[3]);
  }

  /** Plays it, and fails at the first answer that is another. */
  public void play(HoldWorld world) {
    world.open(policy, debtLimit);
    if (funds > 0) {
      world.grant(funds, Optional.empty());
    }
    for (String step : steps) {
      String[] parts = step.split(": ", 2);
      String answer = answer(world, parts[0].split(" ", -1));
      assertThat(answer).as("%s, in: %s", step, this).isEqualTo(parts.length > 1 ? parts[1] : "");
    }
    assertThat(world.balance()).as("in the end of: %s", this).isEqualTo(end);
  }

  private static String answer(HoldWorld world, String[] words) {
    return switch (words[0]) {
      case "grant" -> {
        world.grant(Long.parseLong(words[1]), time(words, 2));
        yield "";
      }
      case "pass" -> {
        world.pass(Duration.parse(words[1]));
        yield "";
      }
      case "hold" -> world.hold(words[1], Optional.empty(), Long.parseLong(words[2]));
      case "child" -> world.hold(words[1], Optional.of(words[2]), Long.parseLong(words[3]));
      case "settle" ->
          world.settle(words[1], Long.parseLong(words[2]), words.length > 3 ? words[3] : "");
      case "close" -> world.close(words[1]);
      case "release" -> world.release(words[1]);
      case "extend" -> world.extend(words[1], Long.parseLong(words[2]), time(words, 3));
      case "amend" -> world.amend(words[1], Long.parseLong(words[2]));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static Optional<Duration> time(String[] words, int index) {
    return words.length > index ? Optional.of(Duration.parse(words[index])) : Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
