package dev.saldo.out.postgres.wallet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.Window;
import java.io.IOException;

/**
 * Reads how a limit stood, also in answers from when there were only the limits of the matrix:
 * those name feature and provider beside the limit.
 */
final class LimitStateForm extends JsonDeserializer<LimitState> {
  @Override
  public LimitState deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode stored = context.readTree(parser);
    Window window = context.readTreeAsValue(stored.required("window"), Window.class);
    Limit limit =
        stored.has("feature")
            ? ofCell(stored, window)
            : context.readTreeAsValue(stored.required("limit"), Limit.class);
    return new LimitState(
        limit, context.readTreeAsValue(stored.required("counter"), Counter.class), window);
  }

  /** Whose calls it limits was not written: the answer's hold tells. */
  private static Limit ofCell(JsonNode stored, Window window) {
    Meter meter =
        Meter.ofCalls(
            "",
            stored.required("feature").textValue(),
            stored.required("provider").textValue(),
            window.kind());
    return Limit.ofCell(meter, stored.required("limit").required("max").longValue());
  }
}
