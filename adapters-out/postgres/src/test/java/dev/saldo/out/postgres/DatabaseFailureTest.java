package dev.saldo.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.UnavailableException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {
  /** A server that was paused ends transactions that stood still meanwhile: 25P03. */
  @ParameterizedTest
  @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57P01", "55P03", "25P03", "25P04"})
  void whatPassesIsAnOutage(String state) {
    assertThat(DatabaseFailure.of(new SQLException("no", state)))
        .isInstanceOf(UnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42P01", "25001", "55000", ""})
  void whatIsWrongIsNot(String state) {
    assertThat(DatabaseFailure.of(new SQLException("no", state)))
        .isInstanceOf(IllegalStateException.class);
  }
}
