package dev.saldo.in.rest.wire;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.in.rest.problem.Reading;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The part of a list that a request wants, from its query. */
public class PageQuery {
  private static final String CURSOR = "cursor";
  private static final int CURSOR_LENGTH_MAX = 512;

  @QueryParam("limit")
  @Parameter(
      description = "Rows of a page",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
  private @Nullable String limit;

  @QueryParam(CURSOR)
  @Parameter(description = "Where to go on: `next_cursor` of the page before")
  private @Nullable String cursor;

  @QueryParam("from")
  @Parameter(
      description = "The earliest time of creation, included",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  private @Nullable String from;

  @QueryParam("to")
  @Parameter(
      description = "The time of creation before which rows lie",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  private @Nullable String to;

  /** What is wanted, or an invalid request that names the parameter. */
  public PageRequest toRequest() {
    return request(limit, cursor, from, to);
  }

  static PageRequest request(
      @Nullable String limit, @Nullable String cursor, @Nullable String from, @Nullable String to) {
    return new PageRequest(
        Reading.optional("limit", limit, PageQuery::limit).orElse(PageRequest.LIMIT_DEFAULT),
        Reading.optional(CURSOR, cursor, PageQuery::cursor),
        time("from", from),
        time("to", to));
  }

  /** Reads the page; a cursor that the list refuses is an invalid request. */
  public <T> Page<T> read(Function<PageRequest, Page<T>> list) {
    PageRequest wanted = toRequest();
    return wanted
        .cursor()
        .map(text -> Reading.value(CURSOR, text, _ -> list.apply(wanted)))
        .orElseGet(() -> list.apply(wanted));
  }

  private static int limit(String text) {
    String rule = "must be 1 to " + PageRequest.LIMIT_MAX;
    try {
      int rows = Integer.parseInt(text);
      require(rows >= 1 && rows <= PageRequest.LIMIT_MAX, rule);
      return rows;
    } catch (NumberFormatException e) {
      throw new InvalidValueException(rule);
    }
  }

  private static String cursor(String text) {
    require(
        !text.isEmpty() && text.length() <= CURSOR_LENGTH_MAX, "must be a cursor from next_cursor");
    return text;
  }

  private static Optional<Instant> time(String field, @Nullable String text) {
    return Reading.optional(field, text, WireText::time).map(OffsetDateTime::toInstant);
  }
}
