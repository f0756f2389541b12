package dev.saldo.in.rest.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.saldo.application.wallet.RequestKey;
import dev.saldo.domain.Sha256;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A request that may carry an idempotency key. What it asks is known by one digest: that of method,
 * path and parsed body, so that spaces and the order of members make no difference.
 */
public class IdempotentRequest {
  /** The name of the header with the key. */
  public static final String HEADER = "Idempotency-Key";

  private static final ObjectWriter CANONICAL =
      StrictJson.MAPPER.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  @Context private Request request;
  @Context private UriInfo uri;

  @HeaderParam(HEADER)
  @Parameter(
      description =
          "A name for this request, 1 to 255 printable characters. Repeated with the same content, "
              + "the first answer is given again; with other content it is refused.",
      schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255),
      example = "r-2026-11-01-0001")
  private @Nullable String key;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public IdempotentRequest() {}

  /** The key, when one was given. */
  public Optional<RequestKey> key(@Nullable Object body) {
    return Reading.optional(HEADER, key, text -> new RequestKey(text, content(body)));
  }

  /** The key, which this operation needs. */
  public RequestKey requiredKey(@Nullable Object body) {
    return key(body)
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.IDEMPOTENCY_KEY_REQUIRED)));
  }

  /** The digest of what is asked. */
  public Sha256 content(@Nullable Object body) {
    return content(request.getMethod(), uri.getPath(), body);
  }

  static Sha256 content(String method, String path, @Nullable Object body) {
    return digest(method + " " + path, body);
  }

  /**
   * The digest of a part of a request that is known by itself.
   *
   * @param what its kind; the same content of another kind has another digest
   */
  public static Sha256 digest(String what, @Nullable Object body) {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    asked.writeBytes((what + "\n").getBytes(StandardCharsets.UTF_8));
    if (body != null) {
      try {
        asked.writeBytes(CANONICAL.writeValueAsBytes(body));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("what was read can be written", e);
      }
    }
    return Sha256.of(asked.toByteArray());
  }

  /** Marks an answer that was given before. */
  public static Response.ResponseBuilder replayed(
      Response.ResponseBuilder answer, boolean replayed) {
    return replayed ? answer.header("Idempotent-Replayed", "true") : answer;
  }
}
