package dev.saldo.in.rest.wallet;

import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.wallet.Standing;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The headers of decisions: the limits that applied, those in credits in micro-credits, as
 * structured fields of the IETF draft "RateLimit header fields for HTTP", and the balance.
 */
final class DecisionHeaders {
  static final String DECISION = "Saldo-Decision";
  static final String REMAINING = "Saldo-Credits-Remaining";
  static final String HELD = "Saldo-Credits-Held";
  static final String RATE_LIMIT = "RateLimit";
  static final String RATE_LIMIT_POLICY = "RateLimit-Policy";

  /** The largest integer that a structured field can carry; what is more reads as this. */
  private static final long INTEGER_MAX = 999_999_999_999_999L;

  private DecisionHeaders() {}

  /** Adds what is left in the wallet. */
  static Response.ResponseBuilder balance(Response.ResponseBuilder answer, Standing standing) {
    return answer
        .header(REMAINING, standing.available().toString())
        .header(HELD, standing.held().toString());
  }

  /** Adds what is left in the windows, at the time of the decision. */
  static Response.ResponseBuilder limits(
      Response.ResponseBuilder answer, List<LimitState> limits, Instant at) {
    return limits.isEmpty()
        ? answer
        : answer.header(RATE_LIMIT_POLICY, policies(limits)).header(RATE_LIMIT, left(limits, at));
  }

  /** The quota and seconds of each window: {@code "daily";q=3;w=86400}. */
  static String policies(List<LimitState> limits) {
    return limits.stream().map(DecisionHeaders::policy).collect(Collectors.joining(", "));
  }

  /** What is left of each quota, and the seconds to its next window: {@code "daily";r=0;t=3600}. */
  static String left(List<LimitState> limits, Instant at) {
    return limits.stream().map(state -> left(state, at)).collect(Collectors.joining(", "));
  }

  private static String policy(LimitState state) {
    String quota = "\"%s\";q=%d".formatted(state.limit().name(), integer(state.limit().max()));
    return switch (state.limit().window()) {
      case OPEN -> quota + ";qu=\"concurrent-requests\"";
      case RATE -> quota + ";w=60";
      case MINUTE, HOUR, DAY, WEEK, MONTH, CYCLE ->
          quota + ";w=" + seconds(state.window().start(), state.window().end());
    };
  }

  private static String left(LimitState state, Instant at) {
    return "\"%s\";r=%d".formatted(state.limit().name(), integer(state.remaining()))
        + state.resetsAt().map(end -> ";t=" + seconds(at, end)).orElse("");
  }

  /** Rounded up. */
  private static long seconds(Instant from, Instant to) {
    return integer(Duration.between(from, to).plusNanos(999_999_999).toSeconds());
  }

  private static long integer(long number) {
    return Math.min(number, INTEGER_MAX);
  }
}
