package dev.saldo.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that holds everything one Saldo keeps: its database, passwords and logs. It belongs
 * to one launcher at a time. {@code VERSION} in it names its layout and the major version of the
 * PostgreSQL data; a directory of another version is refused before anything in it is touched.
 */
final class DataDirectory implements AutoCloseable {
  static final int LAYOUT = 1;

  private static final Set<String> NOT_DATA = Set.of("saldo.lock", "VERSION.new", "lost+found");

  private final DataPaths paths;
  private final DirectoryLock lock;

  private DataDirectory(DataPaths paths, DirectoryLock lock) {
    this.paths = paths;
    this.lock = lock;
  }

  /**
   * Opens the directory for this launcher, creating it if it is missing.
   *
   * @param postgresMajor the version of the embedded PostgreSQL, empty when it is not used
   * @throws LaunchException if it is in use, of another version, not Saldo's, or not writable
   */
  static DataDirectory open(Path root, Optional<Integer> postgresMajor) {
    DataPaths paths = new DataPaths(root);
    try {
      Properties version = inspect(paths, postgresMajor);
      PrivateFiles.createDirectories(root);
      DirectoryLock lock =
          DirectoryLock.take(paths.lock()).orElseThrow(() -> alreadyRunning(paths));
      PrivateFiles.createDirectories(paths.logs());
      stamp(paths, version, postgresMajor);
      return new DataDirectory(paths, lock);
    } catch (IOException e) {
      throw Failure.DATA_DIRECTORY_UNUSABLE.with(root, reason(e));
    }
  }

  DataPaths paths() {
    return paths;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static Properties inspect(DataPaths paths, Optional<Integer> postgresMajor)
      throws IOException {
    Properties version = new Properties();
    if (Files.exists(paths.version())) {
      version.load(new StringReader(Files.readString(paths.version())));
      requireSame(
          Failure.DATA_DIRECTORY_OF_OTHER_LAYOUT,
          paths,
          version.getProperty("layout", "?"),
          LAYOUT);
    } else if (Files.exists(paths.root()) && holdsOtherFiles(paths.root())) {
      throw Failure.DATA_DIRECTORY_FOREIGN.with(paths.root());
    }
    if (postgresMajor.isPresent()) {
      int expected = postgresMajor.get();
      String stamped = version.getProperty("postgresql", Integer.toString(expected));
      requireSame(Failure.DATA_DIRECTORY_OF_OTHER_POSTGRES, paths, stamped, expected);
      Path clusterVersion = paths.postgres().resolve("PG_VERSION");
      if (Files.exists(clusterVersion)) {
        String found = Files.readString(clusterVersion).strip();
        requireSame(Failure.DATA_DIRECTORY_OF_OTHER_POSTGRES, paths, found, expected);
      }
    }
    return version;
  }

  private static void requireSame(Failure failure, DataPaths paths, String found, int expected) {
    if (!found.equals(Integer.toString(expected))) {
      throw failure.with(paths.root(), found, expected);
    }
  }

  private static boolean holdsOtherFiles(Path root) throws IOException {
    try (Stream<Path> content = Files.list(root)) {
      return content.anyMatch(file -> !NOT_DATA.contains(file.getFileName().toString()));
    }
  }

  private static void stamp(DataPaths paths, Properties version, Optional<Integer> postgresMajor)
      throws IOException {
    String postgres =
        postgresMajor.map(String::valueOf).orElse(version.getProperty("postgresql", ""));
    String wanted =
        "layout=" + LAYOUT + "\n" + (postgres.isEmpty() ? "" : "postgresql=" + postgres + "\n");
    if (!Files.exists(paths.version()) || !Files.readString(paths.version()).equals(wanted)) {
      PrivateFiles.write(paths.version(), wanted);
    }
  }

  private static LaunchException alreadyRunning(DataPaths paths) {
    try {
      return Failure.ALREADY_RUNNING.with(
          paths.root(),
          DirectoryLock.holder(paths.lock()).map(holder -> "" + holder.pid()).orElse("unknown"));
    } catch (IOException e) {
      return Failure.DATA_DIRECTORY_UNUSABLE.with(paths.root(), reason(e));
    }
  }

  /** Why the file system refused, as the end of a sentence. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case NotDirectoryException file -> file.getFile() + " is not a directory";
      case FileAlreadyExistsException file -> file.getFile() + " is not a directory";
      case NoSuchFileException missing -> missing.getFile() + " cannot be created";
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
