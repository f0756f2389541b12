package dev.saldo.in.rest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Serial;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The YAML of the API: the rules of {@link StrictJson}, but that a plain number is text where text
 * is meant, since people do not quote {@code allowance: 100}. It is taken as it is written.
 */
public final class StrictYaml {
  /** Reads and writes by these rules; safe to share. */
  public static final YAMLMapper MAPPER =
      StrictJson.strict(
              YAMLMapper.builder(
                  StrictJson.strict(YAMLFactory.builder())
                      .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                      .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                      .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                      .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                      .disable(YAMLGenerator.Feature.SPLIT_LINES)
                      .build()),
              new PlainText())
          .addModule(
              new SimpleModule("plain numbers")
                  .addDeserializer(Long.class, new PlainNumber<>(Long.class, Long::valueOf))
                  .addDeserializer(
                      Integer.class, new PlainNumber<>(Integer.class, Integer::valueOf)))
          .build();

  private StrictYaml() {}

  /** A number in digits: to the reader 010 is eight, and 1_000 is a thousand. */
  private static final class PlainNumber<N extends Number> extends StdScalarDeserializer<N> {
    @Serial private static final long serialVersionUID = 1;
    private static final Pattern DIGITS = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final String RULE = "must be a whole number in plain digits, such as 10";

    private final Class<N> type;
    private final transient Function<String, N> read;

    PlainNumber(Class<N> type, Function<String, N> read) {
      super(type);
      this.type = type;
      this.read = read;
    }

    @Override
    @SuppressWarnings("unchecked")
    public N deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        return (N) context.handleUnexpectedToken(type, parser);
      }
      String text = parser.getText();
      try {
        if (DIGITS.matcher(text).matches()) {
          return read.apply(text);
        }
      } catch (NumberFormatException e) {
        // Answered below, like anything else that is none.
      }
      throw InvalidFormatException.from(parser, RULE, text, type);
    }
  }

  private static final class PlainText extends StorableText {
    @Serial private static final long serialVersionUID = 1;

    /** The reader would take the alias's name for the text. */
    private static final String ALIAS = "is an alias: write the value itself";

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
        throw InvalidFormatException.from(parser, ALIAS, parser.getText(), String.class);
      }
      return super.deserialize(parser, context);
    }

    @Override
    boolean isText(JsonToken token) {
      return super.isText(token) || token.isNumeric();
    }
  }
}
