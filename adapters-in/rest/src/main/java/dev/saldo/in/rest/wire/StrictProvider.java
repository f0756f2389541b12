package dev.saldo.in.rest.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.saldo.in.rest.problem.FieldFault;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes bodies in one format, and checks the rules that the fields of what is read are
 * annotated with. Whatever is read is checked, and once: the container would do so twice, in its
 * JAX-RS and in an interceptor, and is told not to.
 */
abstract class StrictProvider implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
  private final ObjectMapper mapper;
  private final ObjectReader reader;
  private final ObjectWriter writer;
  private @Nullable Validator validator;

  StrictProvider(ObjectMapper mapper) {
    this.mapper = mapper;
    this.reader = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.writer = mapper.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** By what each body is checked; given by the container. */
  @Inject
  void checkBy(Validator given) {
    validator = given;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return true;
  }

  /**
   * Reads exactly one document; the literal {@code null} is null, unless the parameter is {@code
   * NotNull}.
   *
   * @throws ConstraintViolationException if a field breaks a rule
   */
  @Override
  public @Nullable Object readFrom(
      Class<Object> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    try (JsonParser parser = mapper.createParser(body)) {
      if (parser.nextToken() == null) {
        throw new JsonParseException(parser, "there is no document");
      }
      Object value = reader.forType(mapper.constructType(genericType)).readValue(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "there is more than one document");
      }
      return value == null ? nothing(annotations) : checked(value);
    }
  }

  private static @Nullable Object nothing(Annotation[] parameter) {
    if (Arrays.stream(parameter).anyMatch(NotNull.class::isInstance)) {
      FieldFault missing =
          new FieldFault("body", "not_null", "jakarta.validation.constraints.NotNull.message");
      throw new ProblemException(Problem.invalid(List.of(missing)));
    }
    return null;
  }

  private Object checked(Object value) {
    Set<ConstraintViolation<Object>> broken = requireNonNull(validator).validate(value);
    if (!broken.isEmpty()) {
      throw new ConstraintViolationException(broken);
    }
    return value;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type != String.class && type != byte[].class;
  }

  @Override
  public void writeTo(
      Object value,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    writer.writeValue(body, value);
  }
}
