package dev.saldo.in.rest.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.wallet.WalletRecords.HeldCall;
import dev.saldo.domain.Key;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.in.rest.wire.StrictJson;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizationBodyTest {
  private final InMemorySaldo saldo = new InMemorySaldo();

  @BeforeEach
  void addSchool() {
    saldo.customer("school-42", "professional");
  }

  @Test
  void writesWhatIsHeldAndWhatIsLeft() {
    Held held = saldo.held(diaryAnalysis().by("ana").request());

    JsonNode json = StrictJson.MAPPER.valueToTree(AuthorizationBody.from("school-42", held));

    assertThat(json.path("id").asText()).isEqualTo(held.id().toString());
    assertThat(json.path("state").asText()).isEqualTo("held");
    assertThat(json.path("decision").asText()).startsWith("dec_");
    assertThat(json.path("route").path("model").asText()).isEqualTo("openai/gpt-4o-mini");
    assertThat(json.path("route").path("weight").asText()).isEqualTo("1");
    assertThat(json.path("held").path("credits").asText()).isEqualTo("3");
    assertThat(json.path("held").path("lines").path(0).path("source").asText()).isEqualTo("plan");
    assertThat(json.path("balance").path("available").asText()).isEqualTo("597");
    assertThat(json.path("balance").path("expiring_next").path("at").asText())
        .isEqualTo("2026-12-01T00:00:00-03:00");
    assertThat(json.path("limits").path(0).path("name").asText()).isEqualTo("daily");
    assertThat(json.path("limits").path(0).path("reserved").asLong()).isEqualTo(1);
    assertThat(json.path("limits").path(0).path("resets_at").asText())
        .isEqualTo("2026-11-11T00:00:00-03:00");
    assertThat(json.path("price").path("rule").asText()).isEqualTo("default");
    assertThat(json.path("expires_at").asText()).isEqualTo("2026-11-10T12:15:00-03:00");
    assertThat(json.path("created_at").asText()).isEqualTo("2026-11-10T12:00:00-03:00");
  }

  @Test
  void writesCreditsAsStrings() {
    Held held = saldo.held(diaryAnalysis().credits("0.2").request());

    JsonNode json = StrictJson.MAPPER.valueToTree(AuthorizationBody.from("school-42", held));

    assertThat(json.path("held").path("credits").isTextual()).isTrue();
    assertThat(json.path("held").path("credits").asText()).isEqualTo("0.2");
    assertThat(json.path("balance").path("available").asText()).isEqualTo("599.8");
  }

  @Test
  void showsAHoldWhoseTimeHasPassedAsExpired() {
    HeldCall call = stored(saldo.held(diaryAnalysis().request()));

    assertThat(AuthorizationBody.from(call, saldo.clock.instant()).state()).isEqualTo("held");
    saldo.clock.advance(Duration.ofMinutes(15));
    assertThat(AuthorizationBody.from(call, saldo.clock.instant()).state()).isEqualTo("expired");
  }

  @Test
  void showsHowItWasSettled() {
    Held held = saldo.held(diaryAnalysis().request());
    saldo.settle(held.id(), TokenUsage.ofTokens(1300, 0));
    Hold settled = saldo.ledger.holds(held.id().wallet()).getFirst();

    AuthorizationBody body =
        AuthorizationBody.from(
            new HeldCall(held.id(), new Key("school-42"), settled), saldo.clock.instant());

    assertThat(body.state()).isEqualTo("settled");
    assertThat(body.settlement()).isNotNull();
    assertThat(body.settlement().charged().credits()).isEqualTo("2");
    assertThat(body.settlement().returned()).isEqualTo("1");
    assertThat(body.settlement().cost()).isNotNull();
    assertThat(body.settlement().cost().amount()).isEqualTo("0.000195");
    assertThat(body.limits()).isNull();
    assertThat(body.balance()).isNull();
  }

  private static HeldCall stored(Held held) {
    return new HeldCall(held.id(), new Key("school-42"), held.hold());
  }
}
