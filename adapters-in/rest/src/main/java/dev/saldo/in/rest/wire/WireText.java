package dev.saldo.in.rest.wire;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Values as the API writes and reads them. Every reading method throws {@link
 * InvalidValueException} with the rule in words.
 */
public final class WireText {
  private static final int LENGTH_MAX = 64;
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private WireText() {}

  /** The name of a constant: {@code provider_final}. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What is counted in micro-credits: {@code 0.2}, {@code 100}. It may be more than a wallet can
   * have, since a count of what was not charged knows no bounds.
   */
  public static String credits(long micros) {
    return BigDecimal.valueOf(micros, Credits.DECIMALS).stripTrailingZeros().toPlainString();
  }

  /** Reads an ISO 8601 duration: {@code PT10M}. */
  public static Duration duration(String text) {
    try {
      require(text.length() <= LENGTH_MAX, "must be a duration, such as \"PT10M\"");
      Duration duration = Duration.parse(text);
      require(!duration.isNegative(), "must not be negative");
      return duration;
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidValueException("must be a duration, such as \"PT10M\"");
    }
  }

  /** Reads the IANA name of a zone: {@code America/Sao_Paulo}. */
  public static ZoneId zone(String text) {
    require(
        ZoneId.getAvailableZoneIds().contains(text),
        "must be the IANA name of a time zone, such as \"America/Sao_Paulo\"");
    return ZoneId.of(text);
  }

  /** Reads an RFC 3339 time from 1970 to 9999, to the microsecond. */
  public static OffsetDateTime time(String text) {
    String rule = "must be a time with offset, such as \"2026-11-01T12:00:00-03:00\"";
    try {
      require(text.length() <= LENGTH_MAX, rule);
      OffsetDateTime time = OffsetDateTime.parse(text).truncatedTo(ChronoUnit.MICROS);
      Instant instant = time.toInstant();
      require(!instant.isBefore(EARLIEST) && instant.isBefore(LATEST), rule);
      return time;
    } catch (DateTimeException e) {
      throw new InvalidValueException(rule);
    }
  }

  /** Reads {@code true} or {@code false}. */
  public static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValueException("must be true or false");
    };
  }

  /** Reads a day: {@code 2026-11-01}. */
  public static LocalDate day(String text) {
    String rule = "must be a day, such as \"2026-11-01\"";
    try {
      require(text.length() <= LENGTH_MAX, rule);
      LocalDate day = LocalDate.parse(text);
      require(day.getYear() >= 1970 && day.getYear() < 9999, rule);
      return day;
    } catch (DateTimeException e) {
      throw new InvalidValueException(rule);
    }
  }
}
