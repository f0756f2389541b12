package dev.saldo.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The callers' own memory of what they were told: one line for each answer, synced to disk before
 * the caller goes on. One thread writes, and syncs once for all that wait.
 */
final class AnswerLog implements AutoCloseable {
  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 6;
  private static final int SECONDS_MAX = 60;

  private final FileChannel channel;
  private final LinkedBlockingQueue<Line> waiting = new LinkedBlockingQueue<>();
  private final Thread writer;

  private record Line(Optional<String> text, CompletableFuture<Boolean> written) {}

  /** A request and the answer it was given. */
  record Told(Request request, int status, String body) {
    private String line() {
      String line =
          String.join(
              SEPARATOR,
              Integer.toString(status),
              request.method(),
              request.path(),
              request.key().orElse(""),
              request.body(),
              body);
      if (line.indexOf('\n') >= 0 || line.split(SEPARATOR, -1).length != FIELDS) {
        throw new IllegalStateException("not one line of " + FIELDS + " fields: " + line);
      }
      return line + "\n";
    }

    private static Told of(String line) {
      String[] field = line.split(SEPARATOR, -1);
      Optional<String> key = Optional.of(field[3]).filter(text -> !text.isEmpty());
      Request request = new Request(field[1], field[2], field[4], key);
      return new Told(request, Integer.parseInt(field[0]), field[5]);
    }
  }

  AnswerLog(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    writer = Thread.ofPlatform().name("answer-log").start(this::write);
  }

  /** Returns when the answer is on disk: from now on it is acknowledged. */
  void append(Told told) {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    waiting.add(new Line(Optional.of(told.line()), written));
    written.orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
  }

  /** Everything that a file says was acknowledged, in order. */
  static List<Told> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Told::of).toList();
    }
  }

  private void write() {
    List<Line> lines = new ArrayList<>();
    try {
      boolean open = true;
      while (open) {
        lines.clear();
        lines.add(waiting.take());
        waiting.drainTo(lines);
        open = lines.stream().allMatch(line -> line.text().isPresent());
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text().orElse("")));
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
        lines.forEach(line -> line.written().complete(true));
      }
    } catch (IOException e) {
      lines.forEach(line -> line.written().completeExceptionally(new UncheckedIOException(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    waiting.add(new Line(Optional.empty(), written));
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.close();
  }
}
