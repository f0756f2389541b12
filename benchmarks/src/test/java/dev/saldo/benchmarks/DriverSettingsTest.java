package dev.saldo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DriverSettingsTest {
  @Test
  void readsHowTheServerSetsUpTheLedgersConnections() {
    assertThat(DriverSettings.of("jdbc/saldo-ledger"))
        .containsEntry("ApplicationName", "saldo-ledger")
        .doesNotContainKeys("URL", "user", "password");
  }
}
