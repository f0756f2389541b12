package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.out.postgres.wallet.GroupCommitLedger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @Test
  void decidesInGroupsUnlessToldOtherwise() {
    Settings nothing = new Settings(Map.of());

    assertThat(nothing.ledgerKind()).isEqualTo(Settings.LedgerKind.GROUP);
    assertThat(nothing.ledgerSizes()).isEqualTo(GroupCommitLedger.Sizes.DEFAULT);
    assertThat(nothing.sweepInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(nothing.auditInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(new Settings(Map.of("SALDO_LEDGER", " ", "SALDO_LEDGER_SHARDS", "")))
        .satisfies(empty -> assertThat(empty.ledgerKind()).isEqualTo(nothing.ledgerKind()))
        .satisfies(empty -> assertThat(empty.ledgerSizes()).isEqualTo(nothing.ledgerSizes()));
  }

  @Test
  void readsWhatIsChosen() {
    Settings chosen =
        new Settings(
            Map.of(
                "SALDO_LEDGER", "plain",
                "SALDO_LEDGER_SHARDS", "4",
                "SALDO_LEDGER_QUEUE_MAX", "100",
                "SALDO_SWEEP_SECONDS", "1",
                "SALDO_AUDIT_SECONDS", "2"));

    chosen.requireUsable();
    assertThat(chosen.ledgerKind()).isEqualTo(Settings.LedgerKind.PLAIN);
    assertThat(chosen.ledgerSizes().shards()).isEqualTo(4);
    assertThat(chosen.ledgerSizes().queueMax()).isEqualTo(100);
    assertThat(chosen.sweepInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(chosen.auditInterval()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "SALDO_LEDGER, fast, SALDO_LEDGER must be group or plain",
    "SALDO_LEDGER, PLAIN, SALDO_LEDGER must be group or plain",
    "SALDO_LEDGER_SHARDS, 0, SALDO_LEDGER_SHARDS must be a number from 1 to 16",
    "SALDO_LEDGER_QUEUE_MAX, many, SALDO_LEDGER_QUEUE_MAX must be a number from 1 to 1000000",
    "SALDO_SWEEP_SECONDS, 3601, SALDO_SWEEP_SECONDS must be a number from 1 to 3600",
    "SALDO_AUDIT_SECONDS, 0, SALDO_AUDIT_SECONDS must be a number from 1 to 3600",
    "SALDO_RETENTION_MONTHS, 1, SALDO_RETENTION_MONTHS must be a number from 2 to 1200",
    "SALDO_RETENTION_MONTHS, year, SALDO_RETENTION_MONTHS must be a number from 2 to 1200"
  })
  void saysInOneSentenceWhatCannotBeUsed(String variable, String value, String sentence) {
    assertThatThrownBy(() -> new Settings(Map.of(variable, value)).requireUsable())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(sentence);
  }
}
