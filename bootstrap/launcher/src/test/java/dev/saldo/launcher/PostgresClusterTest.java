package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresClusterTest {
  private static final long GIGABYTE = 1L << 30;

  @ParameterizedTest
  @CsvSource({"1, 256MB", "2, 512MB", "4, 1024MB", "64, 1024MB"})
  void givesPostgresAQuarterOfTheMemoryUpToAGigabyte(long gigabytes, String buffers) {
    assertThat(PostgresCluster.sharedBuffers(gigabytes * GIGABYTE)).isEqualTo(buffers);
  }
}
