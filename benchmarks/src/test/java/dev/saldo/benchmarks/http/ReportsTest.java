package dev.saldo.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final long MILLI = 1_000_000;
  private static final String ACCEPTED = "{\"state\":\"accepted\"}";
  private static final String REJECTED = "{\"state\":\"rejected\"}";

  private final Reports reports = new Reports(new Requests(8080, "saldo_live_k"), 5, 2);

  @Test
  void givesEveryEventAnIdOfItsOwn() {
    Ask first = reports.next(0);
    Ask second = reports.next(0);

    assertThat(first.text()).startsWith("POST /v1/usage-events HTTP/1.1\r\n");
    assertThat(first.text()).contains("\"id\":\"" + first.key() + "-0\"");
    assertThat(first.text()).contains("\"id\":\"" + first.key() + "-1\"");
    assertThat(second.key()).isNotEqualTo(first.key());
  }

  @Test
  void countsWhatWasAcceptedAndMeasuresWholeBatches() {
    Ask unmeasured = reports.next(0);
    reports.answered(unmeasured, reply(200, ACCEPTED + ACCEPTED), MILLI);
    reports.measure(true);
    reports.answered(reports.next(0), reply(200, ACCEPTED + ACCEPTED), 10 * MILLI);

    assertThat(reports.accepted()).isEqualTo(4);
    assertThat(reports.latencies().getTotalCount()).isEqualTo(1);
    assertThat(reports.latencies().getMaxValue()).isBetween(9_990L, 10_010L);
  }

  @Test
  void goesNoFurtherWhenAnEventWasNotAccepted() {
    Ask ask = reports.next(0);

    assertThatThrownBy(() -> reports.answered(ask, reply(200, ACCEPTED + REJECTED), MILLI))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("1 of 2 events were accepted");
    assertThatThrownBy(() -> reports.answered(ask, reply(503, ""), MILLI))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sendsNothingAfterTheEnd() {
    reports.end();

    assertThat(reports.next(0)).isNull();
    assertThat(reports.hasMore()).isFalse();
  }

  private static Reply reply(int status, String body) {
    Reply reply = new Reply();
    String text =
        "HTTP/1.1 %d OK\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
    assertThat(reply.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))).isTrue();
    return reply;
  }
}
