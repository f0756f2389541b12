package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
  @TempDir private Path temporary;

  @AfterEach
  void leavesNothingRunning() throws IOException {
    Leftovers leftovers = new Leftovers(new DataPaths(root()));
    Processes.end(leftovers.databases());
    assertThat(leftovers.databases()).isEmpty();
  }

  @Test
  void isDurableAndSpeaksOnTheLoopbackAddressOnly() throws Exception {
    EmbeddedDatabase database = PreparedData.start(opened());

    assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
    assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
    assertThat(ask(database, "SHOW full_page_writes")).isEqualTo("on");
    assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(ask(database, "SHOW min_wal_size")).isEqualTo("2GB");
    assertThat(ask(database, "SHOW max_wal_size")).isEqualTo("4GB");
    assertThat(ask(database, "SHOW server_version")).startsWith("18.");
  }

  @Test
  void givesTheOwnerItsDatabaseAndTheRightToCreateRolesButNoMore() throws Exception {
    EmbeddedDatabase database = PreparedData.start(opened());

    assertThat(
            ask(
                database,
                "SELECT concat_ws(' ', rolcreaterole, rolsuper, rolcreatedb, rolbypassrls)"
                    + " FROM pg_roles WHERE rolname = current_user"))
        .isEqualTo("t f f f");
    assertThat(
            ask(database, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname='saldo'"))
        .isEqualTo("saldo_owner");
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    EmbeddedDatabase database = PreparedData.start(opened());
    RoleLogin guess = new RoleLogin("saldo_owner", "guess");

    assertThatThrownBy(() -> DatabaseSetup.connect(database.access().url(), guess))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  void startsAgainOnTheSameDirectoryAfterACrash() throws IOException {
    Path directory = PreparedData.copyTo(root());
    try (LocalDatabase first = LocalDatabase.start(directory)) {
      first.process().destroyForcibly();
      first.process().onExit().join();
    }
    try (LocalDatabase second = LocalDatabase.start(directory)) {
      assertThat(second.process().isAlive()).isTrue();
      assertThat(second.environment()).containsEntry("SALDO_DB_USER", "saldo_owner");
    }
  }

  @Test
  void findsItsDataAndItsPortAgain() throws Exception {
    EmbeddedDatabase first;
    try (DataDirectory data = opened()) {
      first = PreparedData.start(data);
      createTable(first);
      first.stop();
      assertThat(first.isRunning()).isFalse();
    }

    EmbeddedDatabase second = PreparedData.start(PreparedData.open(root()));

    assertThat(ask(second, "SELECT answer FROM kept")).isEqualTo("42");
    assertThat(second.access()).isEqualTo(first.access());
  }

  @Test
  void takesTheDataOverFromADatabaseThatAKilledLauncherLeftRunning() throws Exception {
    EmbeddedDatabase orphan;
    try (DataDirectory data = opened()) {
      orphan = PreparedData.start(data);
      createTable(orphan);
    }

    EmbeddedDatabase next = PreparedData.start(PreparedData.open(root()));

    assertThat(orphan.isRunning()).isFalse();
    assertThat(ask(next, "SELECT answer FROM kept")).isEqualTo("42");
  }

  @Test
  void recoversWhatWasCommittedBeforeItWasKilled() throws Exception {
    try (DataDirectory data = opened()) {
      EmbeddedDatabase killed = PreparedData.start(data);
      createTable(killed);
      killed.process().destroyForcibly();
      LaunchException end = killed.end().get(10, TimeUnit.SECONDS);
      assertThat(end.failure()).isEqualTo(Failure.DATABASE_STOPPED);
    }

    EmbeddedDatabase next = PreparedData.start(PreparedData.open(root()));

    assertThat(ask(next, "SELECT answer FROM kept")).isEqualTo("42");
  }

  @Test
  void doesNotTrustAProcessIdThatBelongsToAnotherProgramByNow() throws Exception {
    PreparedData.copyTo(root());
    String another = Long.toString(ProcessHandle.current().pid());
    Path lockFile = root().resolve("postgres").resolve("postmaster.pid");
    Files.writeString(lockFile, another + "\n" + root() + "\n1\n1\n\n127.0.0.1\n");

    EmbeddedDatabase database = PreparedData.start(PreparedData.open(root()));

    assertThat(database.isRunning()).isTrue();
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void repeatsAnUnpackingAndACreationThatWereCutShort() throws Exception {
    PreparedData.copyTo(root());
    PrivateFiles.deleteAll(root().resolve("postgres"));
    Files.createDirectories(root().resolve("postgres.unfinished").resolve("base"));
    Files.createDirectories(root().resolve("bin").resolve("unfinished").resolve("bin"));
    Files.createDirectories(root().resolve("bin").resolve("postgresql-18.0.0").resolve("bin"));

    EmbeddedDatabase database = PreparedData.start(PreparedData.open(root()));

    assertThat(ask(database, "SELECT current_database()")).isEqualTo("saldo");
    assertThat(root().resolve("postgres.unfinished")).doesNotExist();
    assertThat(root().resolve("bin")).isDirectoryNotContaining("glob:**{unfinished,18.0.0}");
  }

  @Test
  void movesToAnotherPortWhenItsOwnIsTaken() throws Exception {
    PreparedData.copyTo(root());
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = Integer.toString(other.getLocalPort());
      Files.writeString(root().resolve("database-port"), taken);

      EmbeddedDatabase database = PreparedData.start(PreparedData.open(root()));

      assertThat(database.access().url()).doesNotContain(":" + taken + "/");
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void keepsItsPasswordsPrivateAndOutOfArgumentsAndLogs() throws Exception {
    DataDirectory data = opened();
    EmbeddedDatabase database = PreparedData.start(data);
    Secrets secrets = Secrets.of(data.paths());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.paths().secrets())))
        .isEqualTo("rw-------");
    String arguments = database.process().info().commandLine().orElseThrow();
    String log = Files.readString(data.paths().databaseLog());
    assertThat(arguments).contains("fsync=on");
    assertThat(log).contains("ready to accept connections");
    assertThat(arguments + log)
        .doesNotContain(secrets.superuser().password(), secrets.owner().password());
    assertThat(root().resolve("postgres.password")).doesNotExist();
  }

  @Test
  void asksForItsPasswordsWhenTheyAreLost() throws Exception {
    PreparedData.copyTo(root());
    Files.delete(root().resolve("secrets.properties"));

    assertThatThrownBy(() -> PreparedData.start(PreparedData.open(root())))
        .isInstanceOfSatisfying(
            LaunchException.class, e -> assertThat(e.failure()).isEqualTo(Failure.SECRETS_MISSING));
    assertThat(root().resolve("postgres").resolve("PG_VERSION")).exists();
  }

  @Test
  void saysWhereToLookWhenTheDataAreBroken() throws Exception {
    PreparedData.copyTo(root());
    try (Stream<Path> control = Files.list(root().resolve("postgres").resolve("global"))) {
      for (Path file : control.filter(it -> it.endsWith("pg_control")).toList()) {
        Files.delete(file);
      }
    }

    assertThatThrownBy(() -> PreparedData.start(PreparedData.open(root())))
        .hasMessage(
            "The embedded database cannot start: see %s.", new DataPaths(root()).databaseLog());
  }

  private Path root() {
    return temporary.resolve("data");
  }

  private DataDirectory opened() throws IOException {
    return PreparedData.open(PreparedData.copyTo(root()));
  }

  private static void createTable(EmbeddedDatabase database) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
    }
  }

  private static String ask(EmbeddedDatabase database, String query) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DatabaseSetup.connect(database.access().url(), database.access().owner());
  }
}
