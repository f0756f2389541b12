package dev.saldo.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to run Saldo on a data directory. The operating system keeps it and takes it back when
 * the launcher ends, however it ends; the file itself holds the launcher's process id.
 */
final class DirectoryLock implements AutoCloseable {
  private static final int ATTEMPTS_MAX = 10;
  private static final long PAUSE_MILLIS = 50;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock. Tries for half a second, as a look at the lock holds it for a moment too.
   *
   * @return empty if another launcher has it
   */
  static Optional<DirectoryLock> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (locked(channel, false).isPresent()) {
        channel.truncate(0);
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return Optional.of(new DirectoryLock(channel));
      }
      Pause.millis(PAUSE_MILLIS);
    }
    channel.close();
    return Optional.empty();
  }

  /** The launcher that has the lock now, if one has it. */
  static Optional<ProcessHandle> holder(Path file) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (locked(channel, true).isPresent()) {
        return Optional.empty();
      }
      String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    }
  }

  private static Optional<FileLock> locked(FileChannel channel, boolean shared) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, shared));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
