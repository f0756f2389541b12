package dev.saldo.in.rest.identity;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.StrictJson;
import jakarta.ws.rs.HeaderParam;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Why an administrator changes something, as the request says; the audit log keeps it. */
public class StatedReason {
  /** The name of the header. */
  public static final String HEADER = "Saldo-Reason";

  @HeaderParam(HEADER)
  @Parameter(ref = HEADER)
  private @Nullable String reason;

  /** Who makes the change, and why. */
  public Author author(RequestCaller caller) {
    ApiKey key = caller.caller().key();
    return author(key, reason);
  }

  /** How a change of one thing of a kind is told: by what the API shows of it. */
  public <T> Audit<T> audit(
      RequestCaller caller, String kind, Function<T, String> name, Function<T, Object> body) {
    return Audit.of(author(caller), kind, name, body.andThen(StatedReason::document));
  }

  /** What the API shows, as a tree of maps, lists and values. */
  public static Object document(Object body) {
    return StrictJson.MAPPER.convertValue(body, Object.class);
  }

  static Author author(ApiKey key, @Nullable String reason) {
    Optional<String> stated = Optional.ofNullable(reason).map(StatedReason::decoded);
    return Reading.value(
        HEADER, "", _ -> new Author(key.id(), key.name(), stated.map(StatedReason::storable)));
  }

  /** Headers are read as Latin-1; most clients send UTF-8. */
  private static String decoded(String header) {
    byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return header;
    }
  }

  private static String storable(String text) {
    InvalidValueException.require(
        text.chars().noneMatch(Character::isISOControl), "must not contain control characters");
    return text;
  }
}
