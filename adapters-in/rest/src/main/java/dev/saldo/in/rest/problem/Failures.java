package dev.saldo.in.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.saldo.application.UnavailableException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.io.CharConversionException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The problem that stands for an exception: the one place that knows. What a caller can mend is
 * told; anything else is logged once, under an id that the answer carries.
 */
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());
  private static final OutageLog OUTAGES = new OutageLog(LOG, System::nanoTime);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int CAUSES_MAX = 16;

  private Failures() {}

  static Problem problem(Throwable failure) {
    List<Throwable> chain =
        Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
            .limit(CAUSES_MAX)
            .toList();
    return first(chain, Failures::outage)
        .or(() -> first(chain, Failures::interrupted))
        .or(() -> first(chain, Failures::known))
        .orElseGet(
            () ->
                failure instanceof WebApplicationException refused
                    ? refused(refused)
                    : bug(failure));
  }

  private static Optional<Problem> first(
      List<Throwable> chain, Function<Throwable, Optional<Problem>> problem) {
    return chain.stream().map(problem).flatMap(Optional::stream).findFirst();
  }

  /** What is down comes first: a database that timed out is no caller who sent no body. */
  private static Optional<Problem> outage(Throwable failure) {
    return failure instanceof UnavailableException unavailable
        ? Optional.of(unavailable(unavailable))
        : Optional.empty();
  }

  /** A body that ended early: the JSON reader wraps this into a complaint about the JSON. */
  private static Optional<Problem> interrupted(Throwable failure) {
    return switch (failure) {
      case BodyTooLargeException _ -> Optional.of(Problem.of(ProblemCode.BODY_TOO_LARGE));
      case SocketTimeoutException _ -> Optional.of(Problem.of(ProblemCode.REQUEST_TIMEOUT));
      default -> Optional.empty();
    };
  }

  private static Optional<Problem> known(Throwable failure) {
    return switch (failure) {
      case ProblemException problem -> Optional.of(problem.problem());
      case JsonProcessingException json -> Optional.of(JsonFaults.problem(json));
      case CharConversionException _ -> Optional.of(Problem.of(ProblemCode.MALFORMED_JSON));
      case ConstraintViolationException invalid ->
          Optional.of(RuleFaults.problem(invalid.getConstraintViolations()));
      default -> Optional.empty();
    };
  }

  private static Problem unavailable(UnavailableException failure) {
    OUTAGES.log(failure);
    return Problem.of(ProblemCode.UNAVAILABLE)
        .with("dependency", failure.dependency())
        .after(RETRY);
  }

  /** What the container itself refuses, before a resource is reached. */
  private static Problem refused(WebApplicationException failure) {
    return switch (failure.getResponse().getStatus()) {
      case 400 -> Problem.of(ProblemCode.MALFORMED_JSON);
      case 404 -> Problem.of(ProblemCode.NOT_FOUND);
      case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED);
      case 406 -> Problem.of(ProblemCode.NOT_ACCEPTABLE);
      case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
      default -> bug(failure);
    };
  }

  static Problem bug(Throwable failure) {
    String incident = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "Incident " + incident, failure);
    return Problem.of(ProblemCode.INTERNAL_ERROR)
        .with("incident", incident)
        .member("incident", incident);
  }
}
