package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.saldo.application.wallet.SettleCall;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.in.rest.problem.Faults;
import dev.saldo.in.rest.wire.StrictJson;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlementRequestTest {
  @Test
  void readsEverythingASettlementCanSay() throws Exception {
    assertThat(
            command(
                """
                {"usage": {"input_tokens": 1432, "output_tokens": 611, "cache_read_tokens": 0,
                   "reasoning_tokens": 5, "units": {"report": 1}},
                 "evidence": "provider_partial", "model": "openai/gpt-4o-mini",
                 "outcome": "failed", "metadata": {"a": "b"}}
                """))
        .isEqualTo(
            new SettleCall.Used(
                Sha256.ZERO,
                Optional.of(
                    new TokenUsage(
                        1,
                        Map.of(
                            TokenClass.INPUT, 1432L,
                            TokenClass.OUTPUT, 611L,
                            TokenClass.REASONING, 5L),
                        Map.of("report", 1L))),
                Evidence.PROVIDER_PARTIAL,
                Optional.of(ModelId.parse("openai/gpt-4o-mini")),
                false,
                Map.of("a", "b")));
  }

  @Test
  void takesTheProvidersWordForASuccessWhenNothingIsSaid() throws Exception {
    SettleCall.Used used = command("{}");

    assertThat(used.usage()).isEmpty();
    assertThat(used.evidence()).isEqualTo(Evidence.PROVIDER_FINAL);
    assertThat(used.succeeded()).isTrue();
  }

  @Test
  void countsNoCallThatFailedWithoutUsage() throws Exception {
    assertThat(command("{\"outcome\": \"failed\", \"usage\": {}}").usage())
        .contains(TokenUsage.NOTHING);
    assertThat(command("{\"outcome\": \"failed\", \"usage\": {\"input_tokens\": 0}}").usage())
        .contains(TokenUsage.NOTHING);
    assertThat(
            command("{\"outcome\": \"failed\", \"usage\": {\"input_tokens\": 1}}")
                .usage()
                .orElseThrow()
                .calls())
        .isEqualTo(1);
    assertThat(command("{\"usage\": {}}").usage().orElseThrow().calls()).isEqualTo(1);
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThat(Faults.only(() -> command("{\"evidence\": \"hearsay\"}")))
        .isEqualTo("evidence one_of");
    assertThat(Faults.only(() -> command("{\"outcome\": \"SUCCEEDED\"}")))
        .isEqualTo("outcome one_of");
    assertThat(Faults.only(() -> command("{\"model\": \"gpt\"}"))).isEqualTo("model invalid");
  }

  private static SettleCall.Used command(String json) throws JsonProcessingException {
    return StrictJson.MAPPER.readValue(json, SettlementRequest.class).toCommand(Sha256.ZERO);
  }
}
