package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir private Path directory;

  @Test
  void replacesAFileThatOthersCouldReadByAPrivateOne() throws IOException {
    Path file = Files.writeString(directory.resolve("secrets"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(directory.resolve("secrets.new"), "left by a crash");

    PrivateFiles.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory.resolve("secrets.new")).doesNotExist();
  }

  @Test
  void deletesADirectoryButNotWhatItsLinksPointTo() throws IOException {
    Path kept = Files.writeString(directory.resolve("kept"), "kept");
    Path doomed = Files.createDirectories(directory.resolve("doomed").resolve("deep"));
    Files.createSymbolicLink(doomed.resolve("link"), kept);

    PrivateFiles.deleteAll(directory.resolve("doomed"));

    assertThat(directory.resolve("doomed")).doesNotExist();
    assertThat(kept).hasContent("kept");
  }
}
