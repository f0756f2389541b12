package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.saldo.application.wallet.GrantCredits;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.in.rest.problem.Faults;
import dev.saldo.in.rest.wire.StrictJson;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantRequestTest {
  @Test
  void readsEverythingAGrantCanSay() throws Exception {
    assertThat(
            command(
                """
                {"credits": "12.5", "source": "purchase", "priority": 10,
                 "effective_at": "2026-11-02T00:00:00-03:00",
                 "expires_at": "2026-12-02T00:00:00-03:00",
                 "scope": {"features": ["user_chat"], "models": ["openai", "gemini/pro"]},
                 "paid": {"amount": "9.90", "currency": "BRL"}, "reason": "welcome"}
                """))
        .isEqualTo(
            new GrantCredits.Request(
                Credits.parse("12.5"),
                GrantSource.PURCHASE,
                10,
                Optional.of(Instant.parse("2026-11-02T03:00:00Z")),
                Optional.of(Instant.parse("2026-12-02T03:00:00Z")),
                new Scope(Set.of("user_chat"), Set.of("openai", "gemini/pro")),
                Optional.of(Money.parse("9.90", "BRL")),
                Optional.of("welcome")));
  }

  @Test
  void needsOnlyCreditsAndSource() throws Exception {
    GrantCredits.Request request = command("{\"credits\": \"1\", \"source\": \"promo\"}");

    assertThat(request.priority()).isEqualTo(50);
    assertThat(request.scope()).isEqualTo(Scope.ALL);
    assertThat(request.expiresAt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"credits\":\"0\",\"source\":\"promo\"} | credits invalid",
        "{\"credits\":\"1.0000001\",\"source\":\"promo\"} | credits invalid",
        "{\"credits\":\"1\",\"source\":\"plan\"} | source one_of",
        "{\"credits\":\"1\",\"source\":\"rollover\"} | source one_of",
        "{\"credits\":\"1\",\"source\":\"promo\",\"paid\":{\"amount\":\"1\",\"currency\":\"BRL\"}} "
            + "| paid invalid",
        "{\"credits\":\"1\",\"source\":\"purchase\",\"paid\":{\"amount\":\"1.001\",\"currency\":\"BRL\"}}"
            + " | paid.amount invalid",
        "{\"credits\":\"1\",\"source\":\"promo\",\"scope\":{\"features\":[\"a\",\"A\"]}} "
            + "| scope.features[1] invalid",
        "{\"credits\":\"1\",\"source\":\"promo\",\"scope\":{\"models\":[\"\"]}} "
            + "| scope.models[0] invalid",
      })
  void namesTheFieldThatIsWrong(String json, String fault) {
    assertThat(Faults.only(() -> command(json))).isEqualTo(fault);
  }

  private static GrantCredits.Request command(String json) throws JsonProcessingException {
    return StrictJson.MAPPER.readValue(json, GrantRequest.class).toCommand();
  }
}
