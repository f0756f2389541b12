package dev.saldo.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL that Saldo brings, unpacked beside the data they serve. */
final class PostgresBinaries {
  private static final int EXECUTABLE_BITS = 0111;

  private PostgresBinaries() {}

  /**
   * Unpacks the programs of this version unless they are there. They get their final name when they
   * are complete, so a half-done attempt is simply made again.
   *
   * @return the directory with {@code initdb}, {@code pg_ctl} and {@code postgres}
   * @throws LaunchException if Saldo brings none for this kind of machine
   */
  static Path unpackInto(Path directory, PostgresVersion version) throws IOException {
    Path current = directory.resolve("postgresql-" + version.full());
    if (!Files.isDirectory(current)) {
      Path unfinished = directory.resolve("unfinished");
      PrivateFiles.deleteAll(unfinished);
      PrivateFiles.createDirectories(unfinished);
      try (InputStream archive = archive();
          TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
        unpack(tar, unfinished);
      }
      PrivateFiles.moveIntoPlace(unfinished, current);
    }
    return current.resolve("bin");
  }

  /** Removes the programs of other versions, of which none may be running any more. */
  static void removeOthers(Path directory, Path kept) throws IOException {
    try (Stream<Path> versions = Files.list(directory)) {
      for (Path other : versions.filter(version -> !kept.startsWith(version)).toList()) {
        PrivateFiles.deleteAll(other);
      }
    }
  }

  private static InputStream archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    String platform =
        (system.startsWith("mac") ? "darwin" : system)
            + "-"
            + switch (processor) {
              case "amd64", "x86_64" -> "x86_64";
              case "aarch64" -> "arm_64";
              default -> processor;
            };
    InputStream found =
        PostgresBinaries.class.getResourceAsStream("/postgres-" + platform + ".txz");
    if (found == null) {
      throw Failure.PLATFORM_UNSUPPORTED.with(platform);
    }
    return found;
  }

  private static void unpack(TarArchiveInputStream tar, Path target) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("The archive of PostgreSQL leads outside its directory");
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
      } else if (entry.isSymbolicLink()) {
        Files.createDirectories(path.resolveSibling("."));
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else {
        Files.createDirectories(path.resolveSibling("."));
        Files.copy(tar, path);
        if ((entry.getMode() & EXECUTABLE_BITS) != 0) {
          makeExecutable(path);
        }
      }
    }
  }

  private static void makeExecutable(Path path) throws IOException {
    Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(path));
    permissions.add(PosixFilePermission.OWNER_EXECUTE);
    Files.setPosixFilePermissions(path, permissions);
  }
}
