package dev.saldo.in.rest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Serial;

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
          .build();

  private StrictYaml() {}

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
