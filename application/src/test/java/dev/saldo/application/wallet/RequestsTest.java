package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.PageRequest;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests must keep to, whoever makes them. */
final class RequestsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "tab\there", "naïve", "line\nbreak"})
  void refusesAKeyThatIsNotPrintable(String key) {
    assertThatThrownBy(() -> new RequestKey(key, InMemorySaldo.digest("body")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be 1 to 255 printable characters");
  }

  @Test
  void bindsTheLengthOfAKey() {
    assertThat(new RequestKey("k".repeat(255), InMemorySaldo.digest("body")).key()).hasSize(255);
    assertThatThrownBy(() -> new RequestKey("k".repeat(256), InMemorySaldo.digest("body")))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 201, -1})
  void bindsTheSizeOfAPage(int limit) {
    assertThatThrownBy(
            () -> new PageRequest(limit, Optional.empty(), Optional.empty(), Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be 1 to 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT24H"})
  void admitsLifetimesFromASecondToADay(String lifetime) {
    assertThat(call(Duration.parse(lifetime), Map.of()).lifetime())
        .isEqualTo(Duration.parse(lifetime));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.999999S", "PT24H0.000001S", "-PT1M"})
  void refusesOtherLifetimes(String lifetime) {
    assertThatThrownBy(() -> call(Duration.parse(lifetime), Map.of()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be 1 second to 24 hours");
  }

  @Test
  void bindsMetadata() {
    Map<String, String> sixteen = new HashMap<>();
    for (int i = 0; i < 16; i++) {
      sixteen.put("k" + i, "v".repeat(500));
    }
    assertThat(call(Duration.ofMinutes(1), sixteen).metadata()).hasSize(16);
    Map<String, String> seventeen = new HashMap<>(sixteen);
    seventeen.put("one more", "");
    assertThatThrownBy(() -> call(Duration.ofMinutes(1), seventeen))
        .hasMessage("must have at most 16 keys");
    assertThatThrownBy(() -> call(Duration.ofMinutes(1), Map.of("k".repeat(501), "v")))
        .hasMessage("must have keys and values of at most 500 characters");
    assertThatThrownBy(() -> call(Duration.ofMinutes(1), Map.of("k", "v".repeat(501))))
        .hasMessage("must have keys and values of at most 500 characters");
  }

  private static CallRequest call(Duration lifetime, Map<String, String> metadata) {
    return new CallRequest(
        new Key("school-42"),
        Optional.empty(),
        "diary_analysis",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        lifetime,
        false,
        false,
        metadata,
        Optional.empty());
  }
}
