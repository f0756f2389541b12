package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private static final Optional<Integer> POSTGRES = Optional.of(18);

  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void choosesAPlaceThatDoesNotExist() {
    root = temporary.resolve("new").resolve("data");
  }

  @Test
  void isCreatedForItsOwnerOnlyAndSaysItsVersion() throws IOException {
    try (DataDirectory data = DataDirectory.open(root, POSTGRES)) {
      assertThat(permissions(root)).isEqualTo("rwx------");
      assertThat(permissions(data.paths().logs())).isEqualTo("rwx------");
      assertThat(Files.readString(data.paths().version())).isEqualTo("layout=1\npostgresql=18\n");
    }
  }

  @Test
  void opensAgainAndRemembersPostgresWhenItIsNotUsed() throws IOException {
    DataDirectory.open(root, POSTGRES).close();
    DataDirectory.open(root, Optional.empty()).close();

    assertThat(Files.readString(root.resolve("VERSION"))).contains("postgresql=18");
  }

  @Test
  void opensAfterACreationThatWasCutShort() throws IOException {
    Files.createDirectories(root);
    Files.createFile(root.resolve("saldo.lock"));

    DataDirectory.open(root, POSTGRES).close();

    assertThat(root.resolve("VERSION")).exists();
  }

  @Test
  void belongsToOneLauncherAtATime() throws IOException {
    try (DataDirectory held = DataDirectory.open(root, POSTGRES)) {
      assertThatThrownBy(() -> DataDirectory.open(held.paths().root(), POSTGRES))
          .hasMessage(
              "Saldo is already running on %s (process %d): see ./saldo status.",
              root, ProcessHandle.current().pid());
    }
  }

  @Test
  void refusesAnotherLayoutAndTouchesNothing() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("VERSION"), "layout=2\n");

    refuses(Failure.DATA_DIRECTORY_OF_OTHER_LAYOUT, "(data layout 2, this version reads 1)");
  }

  @Test
  void refusesAnotherPostgresAndTouchesNothing() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("VERSION"), "layout=1\npostgresql=17\n");

    refuses(
        Failure.DATA_DIRECTORY_OF_OTHER_POSTGRES,
        "holds PostgreSQL 17 data and this Saldo brings PostgreSQL 18");
  }

  @Test
  void believesTheDatabaseMoreThanItsOwnFile() throws IOException {
    Files.createDirectories(root.resolve("postgres"));
    Files.writeString(root.resolve("VERSION"), "layout=1\npostgresql=18\n");
    Files.writeString(root.resolve("postgres").resolve("PG_VERSION"), "16\n");

    refuses(Failure.DATA_DIRECTORY_OF_OTHER_POSTGRES, "holds PostgreSQL 16 data");
  }

  @Test
  void refusesADirectoryWithOtherFilesAndTouchesNothing() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("thesis.txt"), "the only copy");

    refuses(Failure.DATA_DIRECTORY_FOREIGN, "holds other files and no Saldo data");
  }

  @Test
  void refusesAPlaceThatIsAFile() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.open(file, POSTGRES))
        .hasMessageStartingWith("The data directory " + file + " cannot be used: ")
        .hasMessageEndingWith(" is not a directory.");
  }

  private void refuses(Failure failure, String words) throws IOException {
    Map<Path, String> before = content();

    assertThatThrownBy(() -> DataDirectory.open(root, POSTGRES))
        .isInstanceOfSatisfying(
            LaunchException.class, e -> assertThat(e.failure()).isEqualTo(failure))
        .hasMessageContaining(words);

    assertThat(content()).isEqualTo(before);
  }

  private Map<Path, String> content() throws IOException {
    Map<Path, String> content = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.toList()) {
        content.put(path, Files.isDirectory(path) ? "directory" : Files.readString(path));
      }
    }
    return content;
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
