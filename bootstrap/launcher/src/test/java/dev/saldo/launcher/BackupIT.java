package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupIT {
  @TempDir private Path temporary;

  @Test
  void isOneStateOfADatabaseThatIsWrittenMeanwhile() throws Exception {
    Path copy = temporary.resolve("copies").resolve("first");
    AtomicLong acknowledged = new AtomicLong();
    long before;
    try (LocalDatabase database = LocalDatabase.start(PreparedData.copyTo(root()));
        ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor()) {
      run(database, "CREATE TABLE kept (number bigint PRIMARY KEY, filling text)");
      Future<?> writing = writer.submit(() -> writeUntilTold(database, acknowledged));
      awaitMore(acknowledged, 0);

      before = acknowledged.get();
      database.backUp(copy);

      awaitMore(acknowledged, acknowledged.get());
      writing.cancel(true);
    }
    try (LocalDatabase restored = LocalDatabase.start(copy)) {
      long rows = ask(restored, "SELECT count(*) FROM kept");
      assertThat(rows).isBetween(before, acknowledged.get());
      assertThat(ask(restored, "SELECT max(number) FROM kept")).isEqualTo(rows);
      run(restored, "INSERT INTO kept VALUES (0, 'after')");
    }
  }

  @Test
  void isOpenToItsOwnerOnly() throws Exception {
    Path copy = temporary.resolve("copy");
    try (LocalDatabase database = LocalDatabase.start(PreparedData.copyTo(root()))) {
      database.backUp(copy);
    }
    try (Stream<Path> files = Files.walk(copy)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .matches("rw[-x]------"));
    }
  }

  @Test
  void leavesADirectoryThatIsThereAlone() throws Exception {
    Path taken = Files.createDirectory(temporary.resolve("taken"));
    try (LocalDatabase database = LocalDatabase.start(PreparedData.copyTo(root()))) {
      assertThatThrownBy(() -> database.backUp(taken))
          .hasMessage("%s exists: name a directory that is not there yet.", taken);
    }
    assertThat(taken).isEmptyDirectory();
  }

  /** Two at once would each copy into what the other has cleared away. */
  @Test
  void leavesWhatAnotherBackupIsWritingAlone() throws Exception {
    Path copy = temporary.resolve("copy");
    Path others = Files.createDirectories(temporary.resolve("copy.part").resolve("postgres"));
    try (LocalDatabase database = LocalDatabase.start(PreparedData.copyTo(root()))) {
      assertThatThrownBy(() -> database.backUp(copy))
          .isInstanceOfSatisfying(
              LaunchException.class,
              e -> assertThat(e.failure()).isEqualTo(Failure.BACKUP_UNDER_WAY))
          .hasMessageStartingWith(others.getParent() + " exists: another backup is under way");
    }
    assertThat(others).isEmptyDirectory();
    assertThat(copy).doesNotExist();
  }

  @Test
  void leavesNothingWhenItCannotBeMade() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));
    try (LocalDatabase database = LocalDatabase.start(PreparedData.copyTo(root()))) {
      assertThatThrownBy(() -> database.backUp(file.resolve("copy")))
          .isInstanceOfSatisfying(
              LaunchException.class, e -> assertThat(e.failure()).isEqualTo(Failure.BACKUP_FAILED));
      assertThatThrownBy(() -> database.backUp(root().resolve("copy")))
          .hasMessageContaining("lies in");
      assertThat(ask(database, "SELECT count(*) FROM pg_replication_slots")).isZero();
    }
    assertThat(temporary).isDirectoryNotContaining("glob:**copy*");
  }

  private Path root() {
    return temporary.resolve("data");
  }

  private static void writeUntilTold(LocalDatabase database, AtomicLong acknowledged) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      while (!Thread.currentThread().isInterrupted()) {
        long next = acknowledged.get() + 1;
        statement.execute("INSERT INTO kept VALUES (%d, repeat('x', 500))".formatted(next));
        acknowledged.set(next);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitMore(AtomicLong acknowledged, long than) {
    for (int i = 0; acknowledged.get() < than + 100 && i < 1_000; i++) {
      Pause.millis(10);
    }
    assertThat(acknowledged.get()).isGreaterThan(than);
  }

  private static void run(LocalDatabase database, String command) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static long ask(LocalDatabase database, String query) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect(LocalDatabase database) throws SQLException {
    Map<String, String> told = database.environment();
    return DriverManager.getConnection(
        Objects.requireNonNull(told.get("SALDO_DB_URL")),
        told.get("SALDO_DB_USER"),
        told.get("SALDO_DB_PASSWORD"));
  }
}
