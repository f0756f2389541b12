package dev.saldo.in.rest.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.OffsetDateTime;

/**
 * The JSON of the API: snake case, and nothing guessed.
 *
 * <p>Refused are unknown fields, duplicate names, anything after the document, nesting deeper than
 * {@value #NESTING_DEPTH_MAX}, a number, a boolean or a string where another of them is meant, and
 * text that cannot be stored. Times are read into {@link OffsetDateTime}. Fields that are null are
 * left out of answers.
 */
public final class StrictJson {
  /** How deep objects and arrays may be nested. */
  public static final int NESTING_DEPTH_MAX = 64;

  private static final int STRING_CHARACTERS_MAX = 65_536;
  private static final int NUMBER_CHARACTERS_MAX = 40;
  private static final int NAME_CHARACTERS_MAX = 256;

  /** Reads and writes by these rules; safe to share. */
  public static final JsonMapper MAPPER =
      strict(JsonMapper.builder(strict(new JsonFactoryBuilder()).build()), new StorableText())
          .build();

  private StrictJson() {}

  /** The limits of what is read. */
  static <F extends JsonFactory, B extends TSFBuilder<F, B>> B strict(B factory) {
    return factory
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(NESTING_DEPTH_MAX)
                .maxStringLength(STRING_CHARACTERS_MAX)
                .maxNumberLength(NUMBER_CHARACTERS_MAX)
                .maxNameLength(NAME_CHARACTERS_MAX)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
  }

  /** The rules by which values are read and written. */
  static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(
      B mapper, StorableText texts) {
    return mapper
        .addModule(new JavaTimeModule().addDeserializer(OffsetDateTime.class, new TextTime()))
        .addModule(
            new SimpleModule("storable")
                .addDeserializer(String.class, texts)
                .addKeyDeserializer(String.class, new StorableText.Name()))
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .serializationInclusion(JsonInclude.Include.NON_NULL);
  }
}
