package dev.saldo.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of a data directory with its embedded database, made while that database runs and serves.
 * What was committed before it began is in it; it is the state of the moment at which it ends. It
 * gets its name when it is complete and on disk, and is then a data directory to start Saldo on.
 *
 * <p>It is PostgreSQL's own way of an online backup: files are copied while they change, and the
 * write-ahead log from before the first to after the last of them makes them one state when the
 * copy is first started.
 */
final class Backup {
  /** What a cluster makes anew at its start, or must not take over from another. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> FILES_LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init", "backup_label");

  private static final String TEMPORARY = "pgsql_tmp";
  private static final Pattern FIRST_SEGMENT =
      Pattern.compile("START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)");
  private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");

  /** Keeps the log from being recycled until this session ends. */
  private static final String KEEP_LOG =
      "SELECT pg_create_physical_replication_slot('saldo_backup', true, true)";

  private static final String BEGIN = "SELECT pg_backup_start('saldo backup', true)";
  private static final String END =
      "SELECT labelfile, spcmapfile, pg_walfile_name(lsn)"
          + " FROM pg_backup_stop(wait_for_archive => false)";

  private final DataPaths source;
  private final DataPaths target;

  /** Of the database in {@code source}, which runs, to {@code target}, which is not there yet. */
  Backup(DataPaths source, DataPaths target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Makes it.
   *
   * @throws LaunchException if the target exists, another backup to it is under way, no embedded
   *     database runs, or the copy fails; then nothing of that name is left
   */
  void make() {
    if (Files.exists(target.root())) {
      throw Failure.BACKUP_TARGET_TAKEN.with(target.root());
    }
    if (target.root().startsWith(source.root())) {
      throw Failure.BACKUP_FAILED.with(target.root() + " lies in " + source.root());
    }
    DataPaths unfinished = new DataPaths(target.root().resolveSibling(nameOf(target) + ".part"));
    claim(unfinished.root());
    try {
      copyTo(unfinished);
      PrivateFiles.moveIntoPlace(unfinished.root(), target.root());
    } catch (IOException | UncheckedIOException | SQLException e) {
      discard(unfinished);
      throw Failure.BACKUP_FAILED.with(
          e instanceof IOException io ? DataDirectory.reason(io) : String.valueOf(e.getMessage()));
    }
  }

  /** Only what this backup has made is written to, and removed when it fails. */
  private static void claim(Path directory) {
    try {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        PrivateFiles.createDirectories(parent);
      }
      PrivateFiles.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw Files.isDirectory(directory)
          ? Failure.BACKUP_UNDER_WAY.with(directory)
          : Failure.BACKUP_FAILED.with(DataDirectory.reason(e));
    } catch (IOException e) {
      throw Failure.BACKUP_FAILED.with(DataDirectory.reason(e));
    }
  }

  private void copyTo(DataPaths unfinished) throws IOException, SQLException {
    Secrets secrets = Secrets.of(source);
    int port = Integer.parseInt(Files.readString(source.databasePort()).strip());
    PrivateFiles.createDirectories(unfinished.postgres());
    try (Connection connection =
            DatabaseSetup.connect(DatabaseSetup.url(port), secrets.superuser());
        Statement statement = connection.createStatement()) {
      statement.execute(KEEP_LOG);
      statement.execute(BEGIN);
      copyCluster(unfinished.postgres());
      try (ResultSet end = statement.executeQuery(END)) {
        end.next();
        String label = end.getString("labelfile");
        PrivateFiles.write(unfinished.postgres().resolve("backup_label"), label);
        if (!end.getString("spcmapfile").isBlank()) {
          throw new IOException("tables lie outside " + source.postgres());
        }
        copyLog(firstSegment(label), end.getString(3), unfinished.postgres().resolve("pg_wal"));
      }
    }
    copy(source.secrets(), unfinished.secrets());
    copy(source.version(), unfinished.version());
    if (Files.exists(source.handover())) {
      copy(source.handover(), unfinished.handover());
    }
  }

  /** All files but those of the log; the control file, which tells where the rest stands, last. */
  private void copyCluster(Path to) throws IOException {
    Path cluster = source.postgres();
    Path control = cluster.resolve("global").resolve("pg_control");
    Files.walkFileTree(
        cluster,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            String name = nameOf(directory);
            if (name.startsWith(TEMPORARY)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            PrivateFiles.createDirectories(to.resolve(cluster.relativize(directory)));
            return cluster.equals(directory.getParent()) && LEFT_OUT.contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = nameOf(file);
            if (!file.equals(control)
                && !FILES_LEFT_OUT.contains(name)
                && !name.startsWith(TEMPORARY)) {
              copyIfThere(file, to.resolve(cluster.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    copy(control, to.resolve(cluster.relativize(control)));
  }

  private static String firstSegment(String label) throws IOException {
    Matcher first = FIRST_SEGMENT.matcher(label);
    if (!first.find()) {
      throw new IOException("PostgreSQL does not say where the backup's log begins: " + label);
    }
    return first.group(1);
  }

  /** Segments are numbered in the order of their names; later ones may be prepared already. */
  private void copyLog(String first, String last, Path to) throws IOException {
    List<Path> segments;
    try (Stream<Path> all = Files.list(source.postgres().resolve("pg_wal"))) {
      segments =
          all.filter(
                  file ->
                      nameOf(file).endsWith(".history")
                          || (SEGMENT.matcher(nameOf(file)).matches()
                              && nameOf(file).compareTo(first) >= 0
                              && nameOf(file).compareTo(last) <= 0))
              .toList();
    }
    for (Path segment : segments) {
      copy(segment, to.resolve(nameOf(segment)));
    }
  }

  /** A table may be dropped while it is being copied: the log tells that too. */
  private static void copyIfThere(Path from, Path to) throws IOException {
    FileChannel in;
    try {
      in = FileChannel.open(from, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return;
    }
    try (in) {
      copy(in, to);
    }
  }

  /** Copies a file to one that only its owner may open, and on disk. */
  private static void copy(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
      copy(in, to);
    }
  }

  private static void copy(FileChannel in, Path to) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            to,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      long size = in.size();
      long copied = 0;
      while (copied < size) {
        long more = in.transferTo(copied, size - copied, out);
        if (more == 0) {
          break;
        }
        copied += more;
      }
      out.force(true);
    }
  }

  private static void discard(DataPaths unfinished) {
    try {
      PrivateFiles.deleteAll(unfinished.root());
    } catch (IOException e) {
      // It has another name, and the next backup to here asks for it to be removed.
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString();
  }

  private static String nameOf(DataPaths paths) {
    return nameOf(paths.root());
  }
}
