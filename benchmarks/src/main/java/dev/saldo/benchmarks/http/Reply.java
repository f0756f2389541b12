package dev.saldo.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * An answer of HTTP/1.1 that arrives in pieces, with a known length or in chunks. Made for a server
 * that is trusted to speak correctly.
 */
final class Reply {
  private static final int HEAD_END = 4;
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private byte[] bytes = new byte[4096];
  private int length;
  private int bodyAt;
  private int contentLength;
  private boolean isChunked;

  /** Forgets everything, for the next answer. */
  void clear() {
    length = 0;
    bodyAt = 0;
  }

  /**
   * Takes in a piece.
   *
   * @return whether the answer is complete
   */
  boolean add(ByteBuffer piece) {
    int more = piece.remaining();
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
    piece.get(bytes, length, more);
    int searchFrom = Math.max(0, length - HEAD_END);
    length += more;
    if (bodyAt == 0) {
      readHead(searchFrom);
    }
    return bodyAt > 0 && (isChunked ? endsWithLastChunk() : length >= bodyAt + contentLength);
  }

  private void readHead(int from) {
    for (int at = from; at + HEAD_END <= length; at++) {
      if (bytes[at] == '\r'
          && bytes[at + 1] == '\n'
          && bytes[at + 2] == '\r'
          && bytes[at + 3] == '\n') {
        bodyAt = at + HEAD_END;
        String head = text(0, at).toLowerCase(Locale.ROOT);
        isChunked = head.contains("\r\ntransfer-encoding: chunked");
        contentLength = isChunked ? 0 : contentLength(head);
        return;
      }
    }
  }

  private static int contentLength(String head) {
    String name = "\r\ncontent-length:";
    int at = head.indexOf(name);
    if (at < 0) {
      return 0;
    }
    int end = head.indexOf("\r\n", at + name.length());
    return Integer.parseInt(
        head.substring(at + name.length(), end < 0 ? head.length() : end).strip());
  }

  private boolean endsWithLastChunk() {
    String end = "0\r\n\r\n";
    boolean first = length - end.length() == bodyAt;
    return length - end.length() >= bodyAt
        && text(length - end.length(), length).equals(end)
        && (first || bytes[length - end.length() - 1] == '\n');
  }

  /** The status of a complete answer. */
  int status() {
    return Integer.parseInt(text(STATUS_AT, STATUS_AT + 3));
  }

  /** The text between two others, the first time it occurs in the body; empty if it does not. */
  String between(String before, String after) {
    String body = text(bodyAt, length);
    int at = body.indexOf(before);
    int end = at < 0 ? -1 : body.indexOf(after, at + before.length());
    return end < 0 ? "" : body.substring(at + before.length(), end);
  }

  /** Head and body, for messages. */
  @Override
  public String toString() {
    return text(0, length);
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
