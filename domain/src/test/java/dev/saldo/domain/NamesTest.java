package dev.saldo.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/gpt-4o-mini",
        "together/meta-llama/Llama-3.3-70B",
        "x/y",
        "a_b-1/m:free@1"
      })
  void readsModel(String text) {
    assertThat(ModelId.parse(text)).hasToString(text);
  }

  @Test
  void splitsModelAtTheFirstSlash() {
    assertThat(ModelId.parse("together/meta-llama/Llama"))
        .isEqualTo(new ModelId("together", "meta-llama/Llama"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpt-4o", "/gpt-4o", "openai/", "OpenAI/gpt", "openai/ gpt", "o p/x"})
  void refusesWhatIsNoModel(String text) {
    assertThatThrownBy(() -> ModelId.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"free", "black_friday_2025", "a", "9-lives"})
  void namesCatalogueRows(String text) {
    assertThat(Slug.of(text)).isEqualTo(text);
    assertThat(Slug.of("s".repeat(63))).hasSize(63);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Free", "_free", "-free", "fr ee", "frée", "free\n"})
  void refusesWhatIsNoSlug(String text) {
    assertThatThrownBy(() -> Slug.of(text)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> Slug.of("s".repeat(64))).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void comparesDigestsByValue() {
    Sha256 digest = Sha256.of("abc".getBytes(StandardCharsets.US_ASCII));

    assertThat(digest)
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(Sha256.ofDigest(digest.bytes()))
        .hasSameHashCodeAs(Sha256.ofDigest(digest.bytes()))
        .isNotEqualTo(Sha256.ZERO)
        .isNotEqualTo("abc");
    assertThatThrownBy(() -> Sha256.ofDigest(new byte[31]))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void keepsDigestsUnchanged() {
    byte[] given = Sha256.of(new byte[0]).bytes();
    Sha256 digest = Sha256.ofDigest(given);
    given[0]++;
    digest.bytes()[1]++;

    assertThat(digest).isEqualTo(Sha256.of(new byte[0]));
  }
}
