package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.AuditFinding;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FindingLinesTest {
  private final LogLines log = new LogLines();
  private final FindingLines lines = new FindingLines(log);

  @Test
  void tellsOfEachFindingAtOnce() {
    lines.tell(findings(1, 1));

    assertThat(log.lines())
        .containsExactly(
            "The self-audit found in wallet 1 of tenant 3 that adds_up (I1) does not hold:"
                + " 3 is not 4");
    lines.end();
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void saysHowManyMoreThereWereInTheWholeRun() {
    lines.tell(findings(1, 15));
    lines.tell(List.of());
    lines.tell(findings(16, 30));
    lines.tell(findings(31, 32));
    lines.end();

    assertThat(log.lines()).hasSize(FindingLines.LINES_MAX + 1);
    assertThat(log.lines().get(19)).contains("wallet 20 ");
    assertThat(log.lines().getLast())
        .isEqualTo("The self-audit found 12 more: GET /v1/self-audit shows them");
  }

  private static List<AuditFinding> findings(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            wallet ->
                new AuditFinding(
                    new TenantId(3), new WalletId(wallet), "I1", "adds_up", "3 is not 4"))
        .toList();
  }
}
