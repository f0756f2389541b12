package dev.saldo.verification;

import dev.saldo.verification.model.Amount;
import dev.saldo.verification.model.Plan;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The plans that wallets live on: one for each overrun policy, with limits of their own. */
final class LifeCatalog {
  static final String OPENAI = "openai/gpt-4o-mini";
  static final String ANTHROPIC = "anthropic/claude-haiku-4-5";

  /** No plan offers it. */
  static final String ELSEWHERE = "gemini/gemini-2.5-flash";

  static final String CHAT = "user_chat";
  static final String DIARY = "diary_analysis";

  /** No plan has it. */
  static final String REPORTS = "legal_reports";

  static final String LIMITED = "user";
  static final String FREE = "admin";

  static final List<Plan> PLANS =
      List.of(
          plan("life-charge", 90, "charge", 0, 0, 4),
          plan("life-upto", 120, "debt_up_to", 25, 40, 6),
          plan("life-capped", 250, "cap_at_hold", 10, 0, 8),
          plan("life-strict", 60, "reject", 15, 20, 10));

  private static final int MICRO_DIGITS = 6;

  private LifeCatalog() {}

  private static Plan plan(
      String slug, long allowance, String overrun, long debt, long rolls, long daily) {
    return new Plan(
        slug,
        Amount.ofCredits(allowance),
        overrun,
        Amount.ofCredits(debt),
        Amount.ofCredits(rolls),
        List.of(
            new Plan.Cell(LIMITED, CHAT, OPENAI, daily, 8 * daily),
            new Plan.Cell(LIMITED, CHAT, ANTHROPIC, daily - 1, 5 * daily),
            new Plan.Cell(LIMITED, DIARY, OPENAI, 0, 9 * daily),
            new Plan.Cell(FREE, CHAT, OPENAI, 0, 0),
            new Plan.Cell(FREE, CHAT, ANTHROPIC, 0, 0),
            new Plan.Cell(FREE, DIARY, OPENAI, 0, 0)));
  }

  /** Micro-credits as the wire has them. */
  static String credits(BigInteger micros) {
    return new BigDecimal(micros, MICRO_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** What makes them. */
  static List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    for (Plan plan : PLANS) {
      requests.add(Request.put("/plans/" + plan.slug(), body(plan)));
      for (Plan.Cell cell : plan.cells()) {
        String path =
            "/matrix/%s/%s/%s/%s"
                .formatted(plan.slug(), cell.profile(), cell.feature(), cell.provider());
        requests.add(Request.put(path, body(plan, cell)));
      }
    }
    return requests;
  }

  private static String body(Plan plan) {
    String rollover =
        plan.rolls().signum() == 0
            ? ""
            : ",\"rollover\":{\"cap\":\"%s\",\"valid_cycles\":1}".formatted(credits(plan.rolls()));
    return "{\"slug\":\"%s\",\"allowance\":\"%s\",\"overrun\":\"%s\",\"debt_limit\":\"%s\"%s}"
        .formatted(
            plan.slug(),
            credits(plan.allowance()),
            plan.overrun(),
            credits(plan.debtLimit()),
            rollover);
  }

  private static String body(Plan plan, Plan.Cell cell) {
    return "{\"plan\":\"%s\",\"profile\":\"%s\",\"feature\":\"%s\",\"model\":\"%s\"%s%s}"
        .formatted(
            plan.slug(),
            cell.profile(),
            cell.feature(),
            cell.model(),
            cell.daily() == 0 ? "" : ",\"daily_limit\":" + cell.daily(),
            cell.monthly() == 0 ? "" : ",\"monthly_limit\":" + cell.monthly());
  }
}
