package dev.saldo.in.rest.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure before it is put into words; {@link ProblemLocalizer} turns it into a {@link
 * ProblemBody} in the language of the request.
 *
 * @param detail the key of the detail's text
 * @param values what the placeholders of the code's texts stand for
 * @param errors the broken rules of an invalid request
 * @param members further members of the answer, by their name on the wire
 * @param retryAfter how long to wait before a retry, or null
 */
public record Problem(
    ProblemCode code,
    String detail,
    Map<String, String> values,
    List<FieldFault> errors,
    Map<String, Object> members,
    @Nullable Duration retryAfter) {

  public Problem {
    values = Map.copyOf(values);
    errors = List.copyOf(errors);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** A problem without further members. */
  public static Problem of(ProblemCode code) {
    return new Problem(code, detailOf(code), Map.of(), List.of(), Map.of(), null);
  }

  /** An invalid request, with each broken rule. */
  public static Problem invalid(List<FieldFault> errors) {
    return new Problem(
        ProblemCode.INVALID_REQUEST,
        detailOf(ProblemCode.INVALID_REQUEST),
        Map.of(),
        errors,
        Map.of(),
        null);
  }

  /** This problem with a value for its texts. */
  public Problem with(String placeholder, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(placeholder, value);
    return new Problem(code, detail, more, errors, members, retryAfter);
  }

  /** This problem with a member; the value is written by the rules of the API's JSON. */
  public Problem member(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(code, detail, values, errors, more, retryAfter);
  }

  /** This problem with the time after which a retry makes sense, rounded up to seconds. */
  public Problem after(Duration wait) {
    return new Problem(code, detail, values, errors, members, wait);
  }

  /** This problem with another text of its code, such as {@code allowance}. */
  public Problem worded(String variant) {
    return new Problem(code, detailOf(code) + "." + variant, values, errors, members, retryAfter);
  }

  /** This problem with a broken rule that it comes from. */
  public Problem faulty(FieldFault fault) {
    return new Problem(code, detail, values, List.of(fault), members, retryAfter);
  }

  /** This problem in words. */
  public ProblemBody in(Texts texts) {
    return ProblemLocalizer.body(this, texts);
  }

  /** The answer, still without words. */
  public Response response() {
    Response.ResponseBuilder response =
        Response.status(code.status()).type(ProblemBody.MEDIA_TYPE).entity(this);
    if (retryAfter != null) {
      response.header(
          HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
    }
    return response.build();
  }

  private static String detailOf(ProblemCode code) {
    return "detail." + code.wire();
  }
}
