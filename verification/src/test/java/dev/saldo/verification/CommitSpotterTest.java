package dev.saldo.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CommitSpotterTest {
  private final CommitSpotter spotter = new CommitSpotter();

  @Test
  void seesAQueryThatCommits() {
    assertThat(spotter.isCommit('Q', texts("COMMIT"))).isTrue();
    assertThat(spotter.isCommit('Q', texts("insert into t values (1); commit"))).isTrue();
    assertThat(spotter.isCommit('Q', texts("select 'commit'"))).isFalse();
    assertThat(spotter.isCommit('Q', texts("BEGIN"))).isFalse();
  }

  @Test
  void seesTheExecutionOfAStatementPreparedAsCommit() {
    assertThat(spotter.isCommit('P', texts("S_1", "COMMIT"))).isFalse();
    assertThat(spotter.isCommit('B', texts("", "S_1"))).isFalse();
    assertThat(spotter.isCommit('E', texts(""))).isTrue();
    spotter.isCommit('B', texts("", "S_2"));
    assertThat(spotter.isCommit('E', texts(""))).isFalse();
    spotter.isCommit('B', texts("", "S_1"));
    assertThat(spotter.isCommit('E', texts(""))).as("bound again, not parsed again").isTrue();
  }

  @Test
  void forgetsAStatementThatIsPreparedAsSomethingElse() {
    spotter.isCommit('P', texts("", "COMMIT"));
    spotter.isCommit('P', texts("", "select 1"));
    spotter.isCommit('B', texts("", ""));
    assertThat(spotter.isCommit('E', texts(""))).isFalse();
  }

  /** Texts as messages carry them, and what may follow. */
  private static byte[] texts(String... texts) {
    return (String.join("\0", texts) + "\0\0\0\0\0").getBytes(StandardCharsets.UTF_8);
  }
}
