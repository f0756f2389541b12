package dev.saldo.server;

import dev.saldo.application.identity.KeyHandover;
import dev.saldo.domain.identity.KeySecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;

/** Leaves the first keys in a file that only its owner can read; whoever shows them deletes it. */
final class HandoverFile implements KeyHandover {
  private final Path file;

  HandoverFile(Path file) {
    this.file = file;
  }

  @Override
  public void leave(Map<String, KeySecret> secrets) {
    Properties lines = new Properties();
    try {
      if (Files.exists(file)) {
        try (var reader = Files.newBufferedReader(file)) {
          lines.load(reader);
        }
      }
      secrets.forEach((tenant, secret) -> lines.setProperty(tenant, secret.value()));
      try (FileChannel channel = open();
          var writer =
              new java.io.OutputStreamWriter(
                  Channels.newOutputStream(channel), StandardCharsets.UTF_8)) {
        lines.store(writer, null);
        writer.flush();
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the admin keys cannot be written to " + file, e);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        file,
        EnumSet.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
