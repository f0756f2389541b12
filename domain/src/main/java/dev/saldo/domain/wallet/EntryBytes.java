package dev.saldo.domain.wallet;

import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The bytes that an entry is hashed by: numbers with the highest byte first, texts as {@link
 * java.io.DataOutput#writeUTF} writes them. A hash that was stored must come out again, so none of
 * it ever changes.
 */
final class EntryBytes {
  private static final int FIXED = 256;
  private static final int CHAR_MAX = 3;
  private static final int TEXT_MAX = 65_535;

  private final byte[] bytes;
  private int length;

  /** Room for two texts and the rest of an entry. */
  EntryBytes(String text, String other) {
    bytes = new byte[FIXED + CHAR_MAX * (text.length() + other.length())];
  }

  EntryBytes add(byte[] value) {
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  EntryBytes add(long value) {
    return number(value, Long.BYTES);
  }

  EntryBytes addCode(int code) {
    bytes[length++] = (byte) code;
    return this;
  }

  EntryBytes add(boolean value) {
    return addCode(value ? 1 : 0);
  }

  EntryBytes add(Instant time) {
    return add(time.getEpochSecond()).number(time.getNano(), Integer.BYTES);
  }

  EntryBytes add(OptionalLong number) {
    return add(number.isPresent()).add(number.orElse(0));
  }

  /**
   * Adds a text: its length in bytes, and its characters in one to three bytes.
   *
   * @throws IllegalArgumentException if it is longer than its length can say
   */
  EntryBytes add(String text) {
    int start = length;
    length += Short.BYTES;
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
    int end = length;
    int size = end - start - Short.BYTES;
    if (size > TEXT_MAX) {
      throw new IllegalArgumentException("a text of " + size + " bytes cannot be hashed");
    }
    length = start;
    number(size, Short.BYTES);
    length = end;
    return this;
  }

  private EntryBytes number(long value, int size) {
    for (int shift = Byte.SIZE * (size - 1); shift >= 0; shift -= Byte.SIZE) {
      addCode((int) (value >> shift));
    }
    return this;
  }

  private void add(char character) {
    if (character >= 0x01 && character <= 0x7F) {
      addCode(character);
    } else if (character <= 0x7FF) {
      addCode(0xC0 | (character >> 6)).addCode(0x80 | (character & 0x3F));
    } else {
      addCode(0xE0 | (character >> 12))
          .addCode(0x80 | ((character >> 6) & 0x3F))
          .addCode(0x80 | (character & 0x3F));
    }
  }

  /** Everything that was added. */
  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }
}
