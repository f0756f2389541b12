package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.saldo.application.wallet.ChangeCustomerPlan;
import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.PlanVersion;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.in.rest.problem.Faults;
import dev.saldo.in.rest.wire.StrictJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlanChangeRequestTest {
  @Test
  void leavesVersionAndTimeOpen() throws Exception {
    assertThat(read("{\"plan\": \"premium\"}").toCommand())
        .isEqualTo(
            new ChangeCustomerPlan.Request("premium", OptionalInt.empty(), Optional.empty()));
  }

  @Test
  void readsVersionAndTime() throws Exception {
    String body = "{\"plan\": \"premium\", \"version\": 2, \"when\": \"end_of_cycle\"}";
    assertThat(read(body).toCommand())
        .isEqualTo(
            new ChangeCustomerPlan.Request(
                "premium", OptionalInt.of(2), Optional.of(ChangeTime.END_OF_CYCLE)));
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThat(Faults.only(() -> read("{\"plan\": \"Premium!\"}").toCommand()))
        .isEqualTo("plan invalid");
    assertThat(Faults.only(() -> read("{\"plan\": \"p\", \"when\": \"soon\"}").toCommand()))
        .isEqualTo("when one_of");
  }

  @Test
  void saysWhatAChangeGives() throws Exception {
    PlanChange change =
        new PlanChange(
            new PlanVersion("small", 1),
            new PlanVersion("large", 1),
            ChangeTime.NOW,
            Instant.parse("2026-11-16T00:00:00Z"),
            Credits.of(400),
            Optional.empty());

    assertThat(
            StrictJson.MAPPER.readTree(
                StrictJson.MAPPER.writeValueAsString(
                    PlanChangeBody.from(change, ZoneId.of("UTC")))))
        .isEqualTo(
            StrictJson.MAPPER.readTree(
                """
                { "from": { "plan": "small", "version": 1 },
                  "to": { "plan": "large", "version": 1 },
                  "when": "now", "at": "2026-11-16T00:00:00Z", "credits": "400" }
                """));
  }

  private static PlanChangeRequest read(String json) throws JsonProcessingException {
    return StrictJson.MAPPER.readValue(json, PlanChangeRequest.class);
  }
}
