package dev.saldo.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeySecretTest {
  private static final byte[] ZEROS = new byte[32];

  @Test
  void writesPrefixRandomnessAndChecksum() {
    assertThat(KeySecret.of(false, ZEROS).value())
        .isEqualTo("saldo_live_" + "A".repeat(43) + "190a55ad");
    assertThat(KeySecret.of(true, ZEROS).value()).startsWith("saldo_test_");
  }

  @Test
  void tellsLiveFromTest() {
    assertThat(KeySecret.of(false, ZEROS).isTest()).isFalse();
    assertThat(KeySecret.of(true, ZEROS).isTest()).isTrue();
  }

  @Test
  void needsThirtyTwoRandomBytes() {
    assertThatThrownBy(() -> KeySecret.of(false, new byte[31]))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "saldo_", "sk_live_0123456789abcdef0123456789abcdef", "saldo_live_short"})
  void refusesWhatIsNoSecret(String text) {
    assertThatThrownBy(() -> new KeySecret(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void takesFrom32To256CharactersAfterThePrefix() {
    assertThat(new KeySecret("saldo_live_" + "x".repeat(32)).isTest()).isFalse();
    assertThat(new KeySecret("saldo_test_" + "x".repeat(256)).isTest()).isTrue();
    assertThatThrownBy(() -> new KeySecret("saldo_prod_" + "x".repeat(32)))
        .hasMessage("must begin with saldo_live_ or saldo_test_");
    assertThatThrownBy(() -> new KeySecret("saldo_live_" + "x".repeat(31)))
        .hasMessage("must have at least 32 characters after its prefix");
    assertThatThrownBy(() -> new KeySecret("saldo_live_" + "x".repeat(257)))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void isStoredAsADigestOfTheWholeText() {
    KeySecret secret = KeySecret.of(false, ZEROS);
    assertThat(secret.digest()).isEqualTo(new KeySecret(secret.value()).digest());
    assertThat(secret.digest()).isNotEqualTo(KeySecret.of(true, ZEROS).digest());
  }

  @Test
  void showsNothingOfItself() {
    assertThat(KeySecret.of(false, ZEROS)).hasToString("saldo_live_…");
  }
}
