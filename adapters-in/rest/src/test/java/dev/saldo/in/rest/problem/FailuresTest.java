package dev.saldo.in.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.saldo.application.UnavailableException;
import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.in.rest.wire.StrictJson;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  record Line(@Nullable String featureKey, @Nullable Long inputTokens) {}

  record Order(
      @Nullable List<Line> lines, @Nullable Retry retry, @Nullable OffsetDateTime orderedAt) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lines\":[{},{\"tokens\":1}]} | lines[1].tokens | unknown_field | is not a field of this"
            + " object",
        "{\"lines\":[{\"feature_key\":1}]} | lines[0].feature_key | type | must be a string",
        "{\"lines\":[{\"input_tokens\":\"1\"}]} | lines[0].input_tokens | type | must be an"
            + " integer",
        "{\"lines\":{}} | lines | type | must be an array",
        "{\"lines\":[1]} | lines[0] | type | must be an object",
        "{\"retry\":\"later\"} | retry | one_of | must be one of: never, same_key, after",
        "{\"ordered_at\":\"today\"} | ordered_at | type | must be a time with offset, such as"
            + " \"2026-11-01T12:00:00-03:00\"",
        "[] | body | type | must be an object",
      })
  void namesTheFieldThatBreaksARule(String json, String field, String rule, String message) {
    ProblemBody body = english(failureOf(json));

    assertThat(body.code()).isEqualTo("invalid_request");
    assertThat(body.errors()).containsExactly(new ProblemBody.FieldError(field, rule, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "{\"lines\":[]} x", "{\"lines\":[],\"lines\":[]}", "nothing"})
  void saysNothingOfTheReaderAboutMalformedJson(String json) {
    ProblemBody body = english(failureOf(json));

    assertThat(body.code()).isEqualTo("malformed_json");
    assertThat(body.detail()).isEqualTo("The body cannot be read as one JSON document.");
  }

  @Test
  void findsWhatACallerCanMendBelowTheContainersExceptions() {
    Throwable wrapped = new IllegalStateException(new IOException(failureOf("{")));

    assertThat(Failures.problem(wrapped).code()).isEqualTo(ProblemCode.MALFORMED_JSON);
  }

  @Test
  void saysThatABodyIsTooLargeWhereverTheReaderNoticedIt() {
    Throwable wrapped =
        JsonMappingException.wrapWithPath(
            new BodyTooLargeException(10), new JsonMappingException.Reference(null, "lines"));

    assertThat(Failures.problem(wrapped).code()).isEqualTo(ProblemCode.BODY_TOO_LARGE);
  }

  @Test
  void saysWhenToTryAgainWhileADependencyIsDown() {
    Problem problem =
        Failures.problem(new UnavailableException("database", new IOException("refused")));

    assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(problem.retryAfter()).isPositive();
    assertThat(ProblemLocalizer.body(problem, Texts.ENGLISH).detail())
        .contains("database")
        .doesNotContain("refused");
  }

  @Test
  void tellsOnlyTheIncidentOfABug() {
    ProblemBody body = english(new InvalidValueException("secret of the inside"));

    assertThat(body.status()).isEqualTo(500);
    assertThat(body.code()).isEqualTo("internal_error");
    assertThat(body.detail()).contains(String.valueOf(body.members().get("incident")));
    assertThat(body.toString()).doesNotContain("secret of the inside");
  }

  @Test
  void turnsAValueThatATypeRefusesIntoTheFaultOfItsField() {
    ProblemBody body =
        english(catchThrowable(() -> Reading.value("paid.amount", "1,5", Credits::parse)));

    assertThat(body.code()).isEqualTo("invalid_request");
    assertThat(body.errors()).singleElement().extracting("field").isEqualTo("paid.amount");
  }

  private static Throwable failureOf(String json) {
    return catchThrowable(() -> StrictJson.MAPPER.readValue(json, Order.class));
  }

  private static ProblemBody english(Throwable failure) {
    return ProblemLocalizer.body(Failures.problem(failure), Texts.ENGLISH);
  }

  @Test
  void saysThatTheDatabaseIsDownWhenItsAnswerTimedOut() {
    Problem problem =
        Failures.problem(
            new IllegalStateException(
                new UnavailableException("database", new SocketTimeoutException("read"))));
    assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
  }
}
