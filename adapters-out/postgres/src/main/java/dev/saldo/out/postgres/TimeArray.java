package dev.saldo.out.postgres;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * A {@code timestamptz[]} on its way to the database: in binary where the connection's {@code
 * binaryTransferEnable} names 1185, the type's number, else in text. What is finer than a
 * microsecond is cut off.
 */
public final class TimeArray extends PGobject implements PGBinaryObject {
  private static final long serialVersionUID = 1L;

  private static final int ELEMENT_TYPE = 1184;

  /** Seconds between the epochs of Java and of PostgreSQL, 1970 and 2000. */
  private static final long EPOCH_SECONDS = 946_684_800L;

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int HEADER_BYTES = 5 * Integer.BYTES;
  private static final int NULL_LENGTH = -1;

  private final transient List<@Nullable Instant> times;

  /** These times, in order. */
  public TimeArray(List<@Nullable Instant> times) {
    this.times = times;
    setType("_timestamptz");
  }

  @Override
  public int lengthInBytes() {
    int length = HEADER_BYTES;
    for (Instant time : times) {
      length += Integer.BYTES + (time == null ? 0 : Long.BYTES);
    }
    return length;
  }

  @Override
  public void toBytes(byte[] target, int offset) {
    ByteBuffer out = ByteBuffer.wrap(target, offset, target.length - offset);
    out.putInt(1).putInt(times.stream().anyMatch(Objects::isNull) ? 1 : 0).putInt(ELEMENT_TYPE);
    out.putInt(times.size()).putInt(1);
    for (Instant time : times) {
      if (time == null) {
        out.putInt(NULL_LENGTH);
      } else {
        out.putInt(Long.BYTES).putLong(micros(time));
      }
    }
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("times are read one by one");
  }

  @Override
  public String getValue() {
    return times.stream()
        .map(time -> time == null ? "null" : '"' + time.toString() + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond() - EPOCH_SECONDS, MICROS_PER_SECOND),
        time.getNano() / NANOS_PER_MICRO);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeArray that && times.equals(that.times);
  }

  @Override
  public int hashCode() {
    return times.hashCode();
  }
}
