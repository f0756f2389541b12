package dev.saldo.in.rest.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.audit.Author;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.in.rest.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatedReasonTest {
  private static final ApiKey KEY =
      new ApiKey(
          "key_1",
          new TenantId(1),
          "backend",
          Set.of(KeyScope.ADMIN),
          Optional.empty(),
          Instant.EPOCH,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Test
  void namesTheKeyWithOrWithoutAReason() {
    assertThat(author(null)).isEqualTo(new Author("key_1", "backend", Optional.empty()));
    assertThat(author("sorry")).isEqualTo(new Author("key_1", "backend", Optional.of("sorry")));
  }

  @Test
  void readsUtf8AndLatin1() {
    String utf8 =
        new String("migração".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(author(utf8).reason()).contains("migração");
    assertThat(author("migração").reason()).contains("migração");
  }

  @Test
  void refusesWhatIsTooLongEmptyOrUnprintable() {
    for (String wrong : List.of("", " ", "a".repeat(501), "a\tb", "a\u0000b")) {
      assertThatThrownBy(() -> author(wrong))
          .as(wrong)
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused ->
                  assertThat(refused.problem().errors())
                      .singleElement()
                      .satisfies(fault -> assertThat(fault.field()).isEqualTo("Saldo-Reason")));
    }
  }

  @Test
  void writesDocumentsAsTheApiDoes() {
    record Body(String timeZone, @Nullable String name, List<Integer> numbers) {}
    assertThat(StatedReason.document(new Body("UTC", null, List.of(1))))
        .isEqualTo(Map.of("time_zone", "UTC", "numbers", List.of(1)));
  }

  private static Author author(@Nullable String reason) {
    return StatedReason.author(KEY, reason);
  }
}
