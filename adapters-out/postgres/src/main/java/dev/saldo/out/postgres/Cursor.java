package dev.saldo.out.postgres;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a page of a list ended: the sort key of its last row, written so that callers do not look
 * inside. One that somebody changed is refused, or leads to another place of the same list; it
 * never shows what the caller could not list.
 */
public record Cursor(List<String> parts) {
  private static final String RULE = "must be a cursor from next_cursor";
  private static final String SEPARATOR = "~";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  public Cursor {
    parts = List.copyOf(parts);
  }

  /** The cursor of a sort key: numbers, instants and names. */
  public static Cursor of(Object... parts) {
    return new Cursor(Stream.of(parts).map(Cursor::write).toList());
  }

  /**
   * Reads a cursor of so many parts.
   *
   * @throws InvalidValueException if it is none
   */
  public static Cursor parse(String text, int parts) {
    String decoded;
    try {
      decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(RULE);
    }
    List<String> split = List.of(decoded.split(SEPARATOR, -1));
    require(split.size() == parts, RULE);
    return new Cursor(split);
  }

  /** A part that is a number. */
  public long number(int part) {
    require(NUMBER.matcher(parts.get(part)).matches(), RULE);
    try {
      return Long.parseLong(parts.get(part));
    } catch (NumberFormatException e) {
      throw new InvalidValueException(RULE);
    }
  }

  /** A part that is an instant. */
  public Instant time(int part) {
    Instant time = Instant.EPOCH.plus(number(part), ChronoUnit.MICROS);
    require(!time.isBefore(EARLIEST) && !time.isAfter(LATEST), RULE);
    return time;
  }

  /** A part that is a name. */
  public String name(int part) {
    require(NAME.matcher(parts.get(part)).matches(), RULE);
    return parts.get(part);
  }

  /** The text for the caller. */
  @Override
  public String toString() {
    return parts.stream()
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(SEPARATOR),
                text ->
                    Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static String write(Object part) {
    return part instanceof Instant time
        ? Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time))
        : part.toString();
  }
}
