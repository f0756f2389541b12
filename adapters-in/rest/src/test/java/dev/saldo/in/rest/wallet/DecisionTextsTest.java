package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.matrix.Trace;
import dev.saldo.domain.wallet.Explanation;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.in.rest.problem.Texts;
import dev.saldo.in.rest.wire.WireText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that an explanation can say has words in every language. */
class DecisionTextsTest {
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("subject", "openai"),
          Map.entry("model", "openai/m"),
          Map.entry("limit", "tokens-a-minute"),
          Map.entry("version", "1"),
          Map.entry("credits", "2"),
          Map.entry("floor", "0.3"),
          Map.entry("taken", "3"),
          Map.entry("max", "4"),
          Map.entry("needed", "5"),
          Map.entry("unit", "tokens"));

  @ParameterizedTest
  @EnumSource
  void hasWordsForEveryFinding(Trace.Finding finding) {
    assertWords("matrix." + new Trace.Step(finding, "openai").code());
  }

  @ParameterizedTest
  @EnumSource
  void hasWordsForEveryVerdict(Explanation.Verdict verdict) {
    assertWords("verdict." + WireText.word(verdict));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "held",
        "tenant_suspended",
        "customer_suspended",
        "price_missing",
        "wallet_frozen",
        "insufficient_credits"
      })
  void hasWordsForEveryOutcome(String outcome) {
    assertWords("outcome." + outcome);
  }

  @ParameterizedTest
  @EnumSource
  void hasWordsForEveryReasonOfTheMatrix(Resolution.Reason reason) {
    assertWords("outcome." + WireText.word(reason));
  }

  @ParameterizedTest
  @EnumSource
  void hasWordsForEveryWindow(WindowKind window) {
    Meter meter = new Meter("*", "", "", LimitUnit.CALLS, window);
    assertWords("outcome." + RefusalCode.of(new Limit("calls", meter, 1, false)));
  }

  @ParameterizedTest
  @EnumSource(names = {"DAY", "MONTH"})
  void hasWordsForTheLimitsOfTheMatrix(WindowKind window) {
    Meter meter = Meter.ofCalls("ana", "user_chat", "openai", window);
    assertWords("outcome." + RefusalCode.of(Limit.ofCell(meter, 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "price_found",
        "price_missing",
        "margin_kept",
        "margin_below_floor",
        "limit_passed",
        "limit_exceeded",
        "limit_full",
        "limit_refused"
      })
  void hasWordsForEveryStep(String step) {
    assertWords("step." + step);
  }

  @ParameterizedTest
  @EnumSource
  void hasWordsForEveryUnit(LimitUnit unit) {
    assertWords("unit." + WireText.word(unit));
  }

  private static void assertWords(String key) {
    for (Texts texts : List.of(Texts.values())) {
      assertThat(texts.text(key, VALUES)).isNotBlank().doesNotContain("{");
    }
  }
}
