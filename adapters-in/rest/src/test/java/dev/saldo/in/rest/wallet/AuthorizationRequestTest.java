package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.saldo.application.wallet.CallRequest;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.in.rest.problem.Faults;
import dev.saldo.in.rest.wire.StrictJson;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationRequestTest {
  private static final HoldId RUN = new HoldId(new WalletId(42), 17);

  @Test
  void readsEverythingACallCanSay() throws Exception {
    CallRequest request =
        command(
            """
            {"customer": "school-42", "user": "ana", "feature": "diary_analysis",
             "profile": "professional", "groups": ["beta"], "role": "analysis",
             "model": "openai/gpt-4o-mini", "activity": "mind_map",
             "estimate": {"input_tokens": 1500, "output_tokens": 800, "cache_read_tokens": 7,
               "units": {"page": 3}},
             "expires_in": "PT10M", "allow_fallback": true, "downgrade": true,
             "metadata": {"request_id": "r-1"}, "parent": "%s"}
            """
                .formatted(RUN));

    assertThat(request)
        .isEqualTo(
            new CallRequest(
                new Key("school-42"),
                Optional.of(new Key("ana")),
                "diary_analysis",
                Optional.of("mind_map"),
                Optional.of("professional"),
                Optional.of(Set.of("beta")),
                Optional.of("analysis"),
                Optional.of(ModelId.parse("openai/gpt-4o-mini")),
                Optional.of(
                    new Estimate.OfUsage(
                        new TokenUsage(
                            1,
                            Map.of(
                                TokenClass.INPUT, 1500L,
                                TokenClass.OUTPUT, 800L,
                                TokenClass.CACHE_READ, 7L),
                            Map.of("page", 3L)))),
                Duration.ofMinutes(10),
                true,
                true,
                Map.of("request_id", "r-1"),
                Optional.of(RUN)));
  }

  @Test
  void needsOnlyCustomerAndFeature() throws Exception {
    CallRequest request = command("{\"customer\": \"school-42\", \"feature\": \"user_chat\"}");

    assertThat(request.lifetime()).isEqualTo(Duration.ofMinutes(15));
    assertThat(request.estimate()).isEmpty();
    assertThat(request.groups()).isEmpty();
    assertThat(request.allowFallback()).isFalse();
    assertThat(request.downgrade()).isFalse();
  }

  @Test
  void tellsNoGroupsFromGroupsLeftOut() throws Exception {
    assertThat(with("groups", "[]").groups()).contains(Set.of());
  }

  @Test
  void estimatesInCreditsOrCalls() throws Exception {
    assertThat(with("estimate", "{\"credits\": \"7\"}").estimate())
        .contains(new Estimate.OfCredits(Credits.of(7)));
    assertThat(with("estimate", "{\"calls\": 2}").estimate())
        .contains(new Estimate.OfUsage(new TokenUsage(2, Map.of(), Map.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "user       | \"auth_1\" | user invalid",
        "activity   | \"Mind Map\" | activity invalid",
        "profile    | \"../\" | profile invalid",
        "groups     | [\"beta\",\"B B\"] | groups[1] invalid",
        "model      | \"gpt-4o-mini\" | model invalid",
        "expires_in | \"PT24H1S\" | expires_in invalid",
        "expires_in | \"PT0.5S\" | expires_in invalid",
        "estimate   | {\"credits\":\"-1\"} | estimate.credits invalid",
        "estimate   | {\"credits\":\"1e3\"} | estimate.credits invalid",
        "estimate   | {\"credits\":\"1\",\"calls\":1} | estimate credits_or_usage",
        "estimate   | {\"units\":{\"A\":1}} | estimate invalid",
      })
  void namesTheFieldThatIsWrong(String field, String value, String fault) {
    assertThat(Faults.only(() -> with(field, value))).isEqualTo(fault);
  }

  private static CallRequest with(String field, String value) throws JsonProcessingException {
    return command(
        "{\"customer\": \"school-42\", \"feature\": \"user_chat\", \"%s\": %s}"
            .formatted(field, value));
  }

  private static CallRequest command(String json) throws JsonProcessingException {
    return StrictJson.MAPPER.readValue(json, AuthorizationRequest.class).toCommand();
  }
}
