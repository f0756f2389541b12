package dev.saldo.in.rest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import dev.saldo.domain.InvalidValueException;
import java.io.IOException;
import java.io.Serial;
import java.time.OffsetDateTime;

/** Reads a time with its offset from a string, and from nothing else: no number is a time. */
final class TextTime extends StdScalarDeserializer<OffsetDateTime> {
  @Serial private static final long serialVersionUID = 1;

  TextTime() {
    super(OffsetDateTime.class);
  }

  @Override
  public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (OffsetDateTime) context.handleUnexpectedToken(OffsetDateTime.class, parser);
    }
    String text = parser.getText();
    try {
      return WireText.time(text);
    } catch (InvalidValueException e) {
      return (OffsetDateTime)
          context.handleWeirdStringValue(OffsetDateTime.class, text, "not a time with offset");
    }
  }
}
