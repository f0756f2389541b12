package dev.saldo.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connections that stay open, each with at most one request on its way, all served by one thread:
 * beside the server that is measured, a client must not cost much.
 */
final class Connections implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long PAUSE_MILLIS_MAX = 100;

  /** Below this, looking again costs less than sleeping too long. */
  private static final long SPIN_NANOS = 200_000;

  private static final class Line {
    final SocketChannel channel;
    final Reply reply = new Reply();
    @Nullable Ask current;

    Line(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private final Selector selector = Selector.open();
  private final Deque<Line> free = new ArrayDeque<>();
  private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
  private final int count;

  Connections(int port, int count) throws IOException {
    this.count = count;
    for (int opened = 0; opened < count; opened++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Line line = new Line(channel);
      channel.register(selector, SelectionKey.OP_READ, line);
      free.add(line);
    }
  }

  /** Sends and receives until an instant, by {@link System#nanoTime}. */
  void serveUntil(long end, Calls calls) throws IOException {
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      turn(calls, now, end - now);
    }
  }

  /** Sends and receives until every request is answered and nothing more is to be sent. */
  void serveOut(Calls calls) throws IOException {
    do {
      turn(calls, System.nanoTime(), Long.MAX_VALUE);
    } while (free.size() < count || calls.hasMore());
  }

  private void turn(Calls calls, long now, long nanosMax) throws IOException {
    while (!free.isEmpty()) {
      Ask ask = calls.next(now);
      if (ask == null) {
        break;
      }
      send(free.remove(), ask);
    }
    if (free.size() == count && nanosMax == Long.MAX_VALUE) {
      return;
    }
    long nanos = free.isEmpty() ? nanosMax : Math.min(nanosMax, calls.nanosUntilNext(now));
    if (nanos < SPIN_NANOS) {
      selector.selectNow(key -> receive(key, calls));
    } else {
      long millis = Math.clamp(nanos / NANOS_PER_MILLI, 1, PAUSE_MILLIS_MAX);
      selector.select(key -> receive(key, calls), millis);
    }
  }

  private static void send(Line line, Ask ask) throws IOException {
    line.current = ask;
    ByteBuffer output = ByteBuffer.wrap(ask.text().getBytes(StandardCharsets.ISO_8859_1));
    while (output.hasRemaining()) {
      line.channel.write(output);
    }
  }

  private void receive(SelectionKey key, Calls calls) {
    Line line = (Line) key.attachment();
    input.clear();
    try {
      if (line.channel.read(input) < 0) {
        throw new EOFException("the server closed a connection");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (line.reply.add(input.flip())) {
      Ask ask = Objects.requireNonNull(line.current, "an answer nobody asked for");
      calls.answered(ask, line.reply, System.nanoTime());
      line.reply.clear();
      line.current = null;
      free.add(line);
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
