package dev.saldo.in.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.PageRequest;
import dev.saldo.in.rest.problem.Faults;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageQueryTest {
  @Test
  void takesTheFirstFiftyWhenNothingIsSaid() {
    assertThat(PageQuery.request(null, null, null, null)).isEqualTo(PageRequest.first());
  }

  @Test
  void readsWhatIsSaid() {
    assertThat(PageQuery.request("200", "abc", "2026-11-01T00:00:00-03:00", "2026-12-01T00:00:00Z"))
        .isEqualTo(
            new PageRequest(
                200,
                Optional.of("abc"),
                Optional.of(Instant.parse("2026-11-01T03:00:00Z")),
                Optional.of(Instant.parse("2026-12-01T00:00:00Z"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "ten", "", "99999999999"})
  void refusesLimitsOutsideOneToTwoHundred(String limit) {
    assertThat(Faults.only(() -> PageQuery.request(limit, null, null, null)))
        .isEqualTo("limit invalid");
  }

  @Test
  void namesTheParameterThatIsWrong() {
    assertThat(Faults.only(() -> PageQuery.request(null, "", null, null)))
        .isEqualTo("cursor invalid");
    assertThat(Faults.only(() -> PageQuery.request(null, null, "today", null)))
        .isEqualTo("from invalid");
    assertThat(Faults.only(() -> PageQuery.request(null, null, null, "2026-11-01")))
        .isEqualTo("to invalid");
  }
}
