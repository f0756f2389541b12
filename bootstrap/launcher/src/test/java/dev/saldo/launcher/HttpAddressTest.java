package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:8080",
    "0.0.0.0, http://127.0.0.1:8080",
    "'*', http://127.0.0.1:8080",
    "::, http://[::1]:8080",
    "saldo.example, http://saldo.example:8080"
  })
  void namesAUrlThatThisMachineReaches(String host, String url) {
    assertThat(new HttpAddress(host, 8080).url()).isEqualTo(url);
  }

  @Test
  void refusesATakenPortAndAcceptsItOnceItIsFree() throws IOException {
    ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    HttpAddress address = new HttpAddress("127.0.0.1", other.getLocalPort());
    try (other) {
      assertThatThrownBy(address::requireFree)
          .hasMessage(
              "Port %d of 127.0.0.1 is taken by another program: stop it, or set"
                  + " SALDO_HTTP_PORT to a free port.",
              address.port());
    }
    assertThatCode(address::requireFree).doesNotThrowAnyException();
  }

  @Test
  void refusesAnAddressOfAnotherMachine() {
    assertThatThrownBy(new HttpAddress("192.0.2.1", 8080)::requireFree)
        .isInstanceOfSatisfying(
            LaunchException.class, e -> assertThat(e.failure()).isEqualTo(Failure.ADDRESS_UNUSABLE))
        .hasMessageContaining("it is not an address of this machine");
  }
}
