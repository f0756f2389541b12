package dev.saldo.out.postgres;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How domain values are written in {@code jsonb} columns: records by their components in snake
 * case, what is empty left out and missing lists read as empty ones, amounts as micro-credits,
 * instants in ISO 8601, exact decimals as text.
 *
 * <p>What is stored stays readable: a changed name or shape of a component needs a migration. Tests
 * pin the format with files. Members that a newer version has added are passed over, so that an
 * older one can go on while a newer one starts.
 */
public final class Json {
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
  private static final JsonMapper PLAIN = mapper().build();

  private Json() {}

  /** A mapper for domain values, to which unions and classes can be added. */
  public static JsonMapper.Builder mapper() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(DomainValues.module().setSerializerModifier(new RecordComponents()))
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .serializationInclusion(JsonInclude.Include.NON_ABSENT)
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .visibility(PropertyAccessor.GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .withConfigOverride(
            List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
  }

  /** Names with texts. */
  public static String write(Map<String, String> texts) {
    return write(PLAIN, new TreeMap<>(texts));
  }

  /** Reads what {@link #write(Map)} wrote. */
  public static Map<String, String> readTexts(String json) {
    try {
      return PLAIN.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** Writes a value with a mapper made from {@link #mapper}. */
  public static String write(JsonMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value could not be written for the database", e);
    }
  }

  /** Reads a value with a mapper made from {@link #mapper}. */
  public static <T> T read(JsonMapper mapper, String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** Makes a value of a document with a mapper made from {@link #mapper}. */
  public static <T> T read(JsonMapper mapper, JsonNode document, Class<T> type) {
    try {
      return mapper.treeToValue(document, type);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static IllegalStateException unreadable(JsonProcessingException cause) {
    return new IllegalStateException("what the database holds could not be read", cause);
  }
}
