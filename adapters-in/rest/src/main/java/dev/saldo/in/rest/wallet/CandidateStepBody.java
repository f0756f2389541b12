package dev.saldo.in.rest.wallet;

import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Explanation.Tried;
import dev.saldo.domain.wallet.Explanation.Verdict;
import dev.saldo.domain.wallet.Route;
import dev.saldo.in.rest.problem.Texts;
import dev.saldo.in.rest.wire.WireText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule that was looked at for a candidate, in words. */
@Schema(
    name = "CandidateStep",
    description = "A rule that was looked at for a candidate: its price, its margin, a limit.",
    requiredProperties = {"code", "subject", "text"})
public record CandidateStepBody(
    @Schema(
            description =
                "`price_found`, `price_missing`, `margin_kept`, `margin_below_floor`,"
                    + " `limit_passed`, `limit_exceeded` of one that refuses nothing, `limit_full`"
                    + " of one that has no room either, or `limit_refused`",
            examples = "limit_refused")
        String code,
    @Schema(
            description = "The row of the price list, the plan, or the name of the limit",
            examples = "tokens-a-minute")
        String subject,
    @Schema(
            examples =
                "Limit \"tokens-a-minute\": 89000 of 90000 tokens of all classes are in use; 1500"
                    + " more do not fit: refused")
        String text) {

  /** Every rule, in the order in which they are asked; none of a candidate that was not tried. */
  static List<CandidateStepBody> from(Tried tried, DecisionRecord decision, Texts texts) {
    List<CandidateStepBody> steps = new ArrayList<>();
    if (tried.verdict() == Verdict.NOT_TRIED) {
      return steps;
    }
    steps.add(price(tried.route().price(), texts));
    tried.route().margin().map(margin -> margin(margin, decision, texts)).ifPresent(steps::add);
    if (isAskedForLimits(tried.verdict())) {
      tried.limits().forEach(state -> steps.add(limit(state, tried, texts)));
    }
    return steps;
  }

  private static boolean isAskedForLimits(Verdict verdict) {
    return switch (verdict) {
      case TAKEN, LIMIT_REACHED, WALLET_REFUSED -> true;
      case PRICE_MISSING, MARGIN_BELOW_FLOOR, NOT_TRIED -> false;
    };
  }

  private static CandidateStepBody price(Optional<Route.Price> price, Texts texts) {
    return price
        .map(
            found ->
                of(
                    "price_found",
                    found.rule(),
                    Map.of(
                        "version", Integer.toString(found.version()),
                        "credits", found.credits().toString()),
                    texts))
        .orElseGet(() -> of("price_missing", "", Map.of(), texts));
  }

  private static CandidateStepBody margin(Margin margin, DecisionRecord decision, Texts texts) {
    return of(
        margin.isBelowFloor() ? "margin_below_floor" : "margin_kept",
        decision.plan(),
        Map.of("floor", margin.floor().toPlainString()),
        texts);
  }

  private static CandidateStepBody limit(LimitState state, Tried tried, Texts texts) {
    long needed = tried.demand().of(state.limit().meter());
    return of(
        code(state, needed, tried),
        state.limit().name(),
        Map.of(
            "taken", amount(state, state.counter().taken()),
            "max", amount(state, state.limit().max()),
            "needed", amount(state, needed),
            "unit", texts.text("unit." + WireText.word(state.limit().meter().unit()), Map.of())),
        texts);
  }

  /** Of several that have no room one refuses: the one that lets the call through last. */
  private static String code(LimitState state, long needed, Tried tried) {
    if (tried.refusedBy().filter(state::equals).isPresent()) {
      return "limit_refused";
    }
    if (state.admits(needed)) {
      return "limit_passed";
    }
    return tried.verdict() == Verdict.LIMIT_REACHED && !state.limit().soft()
        ? "limit_full"
        : "limit_exceeded";
  }

  private static String amount(LimitState state, long counted) {
    return state.limit().meter().unit() == LimitUnit.CREDITS
        ? WireText.credits(counted)
        : Long.toString(counted);
  }

  private static CandidateStepBody of(
      String code, String subject, Map<String, String> values, Texts texts) {
    Map<String, String> all = new HashMap<>(values);
    all.put("subject", subject);
    return new CandidateStepBody(code, subject, texts.text("step." + code, all));
  }
}
