package dev.saldo.in.rest.problem;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
  private static final Map<String, String> ENGLISH = bundle("messages.properties");
  private static final Map<String, String> PORTUGUESE = bundle("messages_pt_BR.properties");

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void hasTitleAndDetailOfEveryCode(ProblemCode code) {
    for (Texts texts : Texts.values()) {
      assertThat(texts.has("title." + code.wire())).isTrue();
      assertThat(texts.has("detail." + code.wire())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Retry.class)
  void saysHowToGoOn(Retry retry) {
    for (Texts texts : Texts.values()) {
      assertThat(texts.has("retry." + retry.name().toLowerCase(Locale.ROOT))).isTrue();
    }
  }

  @Test
  void saysTheSameInBothLanguages() {
    assertThat(PORTUGUESE.keySet()).isEqualTo(ENGLISH.keySet());
    ENGLISH.forEach(
        (key, english) -> {
          String portuguese = requireNonNull(PORTUGUESE.get(key));
          assertThat(placeholders(portuguese)).as(key).isEqualTo(placeholders(english));
          assertThat(portuguese).as(key).isNotEqualTo(english);
        });
  }

  @Test
  void choosesTheFirstLanguageItKnows() {
    assertThat(Texts.of(List.of())).isEqualTo(Texts.ENGLISH);
    assertThat(Texts.of(List.of(Locale.of("*")))).isEqualTo(Texts.ENGLISH);
    assertThat(Texts.of(List.of(Locale.FRENCH, Locale.of("pt"), Locale.ENGLISH)))
        .isEqualTo(Texts.PORTUGUESE);
    assertThat(Texts.of(List.of(Locale.UK, Locale.of("pt", "BR")))).isEqualTo(Texts.ENGLISH);
  }

  @Test
  void fillsNamedPlaceholders() {
    assertThat(Texts.fill("{a} of {b}, {c}", Map.of("a", "1", "b", "$2\\")))
        .isEqualTo("1 of $2\\, {c}");
  }

  private static Map<String, String> bundle(String file) {
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(
            requireNonNull(Texts.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> byKey = new TreeMap<>();
    texts.stringPropertyNames().forEach(key -> byKey.put(key, texts.getProperty(key)));
    return byKey;
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    var matcher = Pattern.compile("\\{[A-Za-z_]+}").matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
