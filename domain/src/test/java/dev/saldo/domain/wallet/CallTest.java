package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Key;
import dev.saldo.domain.matrix.MatrixContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallTest {
  @Test
  void asksTheMatrixForWhatItIs() {
    Call call =
        new Call(
            Optional.of("ana"),
            "user_chat",
            Optional.empty(),
            "professional",
            Set.of("beta"),
            Optional.of("voting"),
            Optional.of(CLAUDE),
            Map.of());

    assertThat(call.on("premium", true, new Key("school-42"), NOON))
        .isEqualTo(
            new MatrixContext(
                "premium",
                "user_chat",
                "professional",
                Set.of("beta"),
                Optional.of("school-42"),
                Optional.of("ana"),
                Optional.of("voting"),
                Optional.of(CLAUDE),
                true,
                Set.of(),
                NOON));
  }
}
