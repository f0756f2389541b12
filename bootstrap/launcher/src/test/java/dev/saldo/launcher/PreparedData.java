package dev.saldo.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** A data directory after its first start, made once and copied for each test. */
final class PreparedData {
  private static final PostgresVersion VERSION = PostgresVersion.brought();
  private static final Path ORIGINAL = Path.of("target", "prepared-data").toAbsolutePath();

  private PreparedData() {}

  /** Opens a data directory for the embedded database. */
  static DataDirectory open(Path root) {
    return DataDirectory.open(root, Optional.of(VERSION.major()));
  }

  static EmbeddedDatabase start(DataDirectory data) {
    return EmbeddedDatabase.start(data, VERSION);
  }

  /** Copies the directory of a Saldo that was started and stopped before. */
  static synchronized Path copyTo(Path target) throws IOException {
    if (!Files.exists(ORIGINAL.resolve("complete"))) {
      PrivateFiles.deleteAll(ORIGINAL);
      try (DataDirectory data = open(ORIGINAL)) {
        start(data).stop();
      }
      Files.createFile(ORIGINAL.resolve("complete"));
    }
    try (Stream<Path> tree = Files.walk(ORIGINAL)) {
      for (Path source : tree.toList()) {
        copy(source, target.resolve(ORIGINAL.relativize(source)));
      }
    }
    return target;
  }

  /** The programs are not changed by any test and need not be written again. */
  private static void copy(Path source, Path target) throws IOException {
    if (source.startsWith(ORIGINAL.resolve("bin"))
        && Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      Files.createLink(target, source);
    } else {
      Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
