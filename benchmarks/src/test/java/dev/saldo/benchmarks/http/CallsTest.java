package dev.saldo.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.benchmarks.http.Ask.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsTest {
  private static final long MILLI = 1_000_000;
  private static final String HELD =
      "HTTP/1.1 201 Created\r\nContent-Length: 16\r\n\r\n{\"id\":\"auth_1a\"}";
  private static final String SETTLED = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final Requests requests = new Requests(8080, "saldo_live_k");

  @Test
  void settlesWhatWasAuthorizedUnderTheSameKey() {
    Calls calls = new Calls(requests, 1, Arrivals.whenFree());
    Ask authorize = calls.next(0);

    calls.answered(authorize, reply(HELD), MILLI);
    Ask settle = calls.next(MILLI);

    assertThat(authorize.kind()).isEqualTo(Kind.AUTHORIZE);
    assertThat(settle.kind()).isEqualTo(Kind.SETTLE);
    assertThat(settle.text()).startsWith("POST /v1/authorizations/auth_1a/settle HTTP/1.1\r\n");
    assertThat(settle.text()).contains("Idempotency-Key: " + authorize.key() + "\r\n");
  }

  @Test
  void countsTheWaitOfCallsThatArrivedWhileTheServerStoodStill() {
    Calls calls = new Calls(requests, 1, Arrivals.atRate(1_000, 0));
    calls.measure(true);
    Ask first = calls.next(0);

    // Nothing can be sent for 100 ms: what was due meanwhile is sent and answered at once then.
    long later = 100 * MILLI;
    List<Ask> late = new ArrayList<>();
    for (Ask ask = calls.next(later); ask != null; ask = calls.next(later)) {
      late.add(ask);
    }
    calls.answered(first, reply(HELD), later);
    late.forEach(ask -> calls.answered(ask, reply(HELD), later));

    assertThat(late).hasSize(100);
    assertThat(millisAt(calls, 50)).isBetween(49.0, 51.0);
    assertThat(millisAt(calls, 100)).isBetween(99.9, 100.1);
  }

  @Test
  void recordsNothingBeforeItIsMeasured() {
    Calls calls = new Calls(requests, 1, Arrivals.whenFree());

    calls.answered(calls.next(0), reply(HELD), MILLI);

    assertThat(calls.latencies(Kind.AUTHORIZE).getTotalCount()).isZero();
    assertThat(calls.answered(Kind.AUTHORIZE)).isEqualTo(1);
  }

  @Test
  void endsWithSettlements() {
    Calls calls = new Calls(requests, 1, Arrivals.whenFree());
    Ask authorize = calls.next(0);
    calls.end();

    assertThat(calls.next(0)).isNull();
    calls.answered(authorize, reply(HELD), MILLI);
    assertThat(calls.hasMore()).isTrue();
    calls.answered(calls.next(MILLI), reply(SETTLED), MILLI);
    assertThat(calls.next(MILLI)).isNull();
    assertThat(calls.hasMore()).isFalse();
  }

  @Test
  void failsOnAnythingButSuccess() {
    Calls calls = new Calls(requests, 1, Arrivals.whenFree());
    Ask authorize = calls.next(0);

    assertThatThrownBy(
            () ->
                calls.answered(
                    authorize, reply("HTTP/1.1 402 No\r\nContent-Length: 0\r\n\r\n"), MILLI))
        .hasMessageContaining("402");
  }

  private static double millisAt(Calls calls, double percentile) {
    return calls.latencies(Kind.AUTHORIZE).getValueAtPercentile(percentile) / 1e3;
  }

  private static Reply reply(String text) {
    Reply reply = new Reply();
    assertThat(reply.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))).isTrue();
    return reply;
  }
}
