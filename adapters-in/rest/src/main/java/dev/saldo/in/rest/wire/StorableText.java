package dev.saldo.in.rest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import java.io.Serial;

/**
 * Reads strings, and names of free members, that every store can keep: without the NUL character
 * and without half a surrogate pair.
 */
class StorableText extends StdScalarDeserializer<String> {
  @Serial private static final long serialVersionUID = 1;
  private static final String RULE = "holds a character that cannot be stored";

  StorableText() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!isText(parser.currentToken())) {
      return (String) context.handleUnexpectedToken(String.class, parser);
    }
    return checked(parser, parser.getText());
  }

  /** Whether the token is text in this format. */
  boolean isText(JsonToken token) {
    return token == JsonToken.VALUE_STRING;
  }

  /** Reads the names of free members. */
  static final class Name extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      return checked(context.getParser(), key);
    }
  }

  private static String checked(JsonParser parser, String text) throws InvalidFormatException {
    if (!isStorable(text)) {
      throw InvalidFormatException.from(parser, RULE, text, String.class);
    }
    return text;
  }

  static boolean isStorable(String text) {
    return text.codePoints()
        .allMatch(point -> point != 0 && Character.getType(point) != Character.SURROGATE);
  }
}
