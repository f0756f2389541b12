package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.PutCustomer;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.in.rest.problem.Faults;
import dev.saldo.in.rest.wire.StrictJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CustomerRequestTest {
  private static final Customer BEFORE =
      new Customer(
          new Key("school-42"),
          new WalletId(1),
          Optional.of("Escola Azul"),
          Set.of("beta"),
          Map.of("city", "Recife"),
          Instant.EPOCH,
          true);

  @Test
  void emptiesWhatAPutLeavesOut() throws Exception {
    assertThat(read("{\"plan\": \"free\"}").toCommand())
        .isEqualTo(
            new PutCustomer.Request(
                Optional.of("free"),
                Optional.empty(),
                OptionalInt.empty(),
                new AllowanceChange.ToPlans(),
                Optional.empty(),
                Set.of(),
                Map.of()));
  }

  @Test
  void keepsWhatAPatchLeavesOut() throws Exception {
    assertThat(read("{\"groups\": [\"vip\"]}").toCommand(BEFORE))
        .isEqualTo(
            new PutCustomer.Request(
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                new AllowanceChange.Unchanged(),
                Optional.of("Escola Azul"),
                Set.of("vip"),
                Map.of("city", "Recife")));
  }

  @Test
  void readsTheDayAndTheAllowanceOfACustomer() throws Exception {
    PutCustomer.Request request =
        read("{\"cycle_anchor\": 31, \"allowance\": \"12.5\"}").toCommand(BEFORE);

    assertThat(request.anchor()).hasValue(31);
    assertThat(request.allowance()).isEqualTo(new AllowanceChange.ToOwn(Credits.parse("12.5")));
    assertThat(Faults.only(() -> read("{\"allowance\": \"much\"}").toCommand()))
        .isEqualTo("allowance invalid");
  }

  @Test
  void readsZonesByName() throws Exception {
    assertThat(read("{\"time_zone\": \"America/Sao_Paulo\"}").toCommand().zone())
        .contains(ZoneId.of("America/Sao_Paulo"));
    assertThat(Faults.only(() -> read("{\"time_zone\": \"Sao Paulo\"}").toCommand()))
        .isEqualTo("time_zone invalid");
  }

  private static CustomerRequest read(String json) throws JsonProcessingException {
    return StrictJson.MAPPER.readValue(json, CustomerRequest.class);
  }
}
