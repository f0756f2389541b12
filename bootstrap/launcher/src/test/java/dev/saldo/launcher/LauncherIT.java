package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
  @TempDir private static Path temporary;
  private static Path root;
  private static DataPaths paths;
  private int port;

  @BeforeAll
  static void preparesTheData() throws IOException {
    root = PreparedData.copyTo(temporary.resolve("data"));
    paths = new DataPaths(root);
  }

  @BeforeEach
  void makesTheServerForgetItsTenantsAndChoosesAPort() throws IOException {
    PrivateFiles.deleteAll(paths.server());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void leavesNothingRunning() throws Exception {
    assertThat(run("stop").exitCode()).isZero();
    assertThat(new Leftovers(paths).servers()).isEmpty();
    assertThat(new Leftovers(paths).databases()).isEmpty();
  }

  @Test
  void showsTheAdminKeysAtTheFirstStartOnlyAndInNoFile() throws Exception {
    LauncherProcess first = run("start").untilReady();
    assertThat(first.lines())
        .containsExactly(
            "Starting the database (PostgreSQL 18)",
            "Starting the server",
            "Admin key of tenant default: saldo_live_1",
            "Admin key of tenant default-test: saldo_test_2",
            "Keep these keys now: they are not shown again.",
            "Saldo is ready at http://127.0.0.1:" + port);
    assertThat(run("stop").exitCode()).isZero();
    assertThat(first.exitCode()).isEqualTo(143);

    LauncherProcess second = run("start").untilReady();

    assertThat(second.terminal()).doesNotContain("Admin key");
    assertThat(filesContaining("saldo_live_1")).isEmpty();
  }

  @Test
  void stopsTheServerFirstAndTheDatabaseSecond() throws Exception {
    LauncherProcess launcher = run("start").untilReady();

    LauncherProcess stop = run("stop");

    assertThat(stop.exitCode()).isZero();
    assertThat(stop.terminal()).isEqualTo("Saldo is stopped\n");
    launcher.exitCode();
    assertThat(launcher.terminal())
        .endsWith("Stopping the server\nStopping the database\nSaldo is stopped\n");
    assertThat(Files.readString(paths.databaseLog())).contains("database system is shut down");
  }

  @Test
  void saysHowItIs() throws Exception {
    assertThat(run("status").exitCode()).isEqualTo(StatusCommand.NOT_RUNNING);

    run("start").untilReady();

    LauncherProcess status = run("status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.terminal()).startsWith("Saldo is ready at http://127.0.0.1:" + port + " (");
  }

  @Test
  void copiesItsDataWhileItRuns() throws Exception {
    Path copy = temporary.resolve("copy");
    LauncherProcess tooEarly = run("backup", copy.toString());
    assertThat(tooEarly.exitCode()).isEqualTo(25);
    run("start").untilReady();

    LauncherProcess backup = run("backup", copy.toString());

    assertThat(backup.exitCode()).isZero();
    assertThat(backup.terminal()).isEqualTo("Saldo is copied to " + copy + "\n");
    assertThat(copy.resolve("secrets.properties")).hasSameBinaryContentAs(paths.secrets());
    assertThat(run("backup", copy.toString()).exitCode()).isEqualTo(24);
  }

  @Test
  void startsInTheBackgroundAndReturnsWhenReady() throws Exception {
    LauncherProcess launcher = run("start", "--background");

    assertThat(launcher.exitCode()).isZero();
    assertThat(launcher.terminal())
        .contains("Admin key of tenant default: saldo_live_1\n")
        .endsWith("Saldo is ready at http://127.0.0.1:" + port + "\n");
    assertThat(run("status").exitCode()).isZero();
    assertThat(filesContaining("saldo_live_1")).isEmpty();
  }

  @Test
  void passesTheFailureOfABackgroundStartOn() throws Exception {
    LauncherProcess launcher = run(Map.of("STAND_IN", "exit"), "start", "--background");

    assertThat(launcher.exitCode()).isEqualTo(51);
    assertThat(launcher.terminal()).contains("The server did not start: see ");
  }

  @Test
  void refusesASecondLauncherOnTheSameData() throws Exception {
    LauncherProcess first = run("start").untilReady();

    LauncherProcess second = run("start");

    assertThat(second.exitCode()).isEqualTo(21);
    assertThat(second.terminal())
        .isEqualTo(
            "Saldo is already running on %s (process %d): see ./saldo status.\n"
                .formatted(root, first.handle().pid()));
    assertThat(run("status").exitCode()).isZero();
  }

  @Test
  void startsAgainAfterItWasKilled() throws Exception {
    LauncherProcess killed = run("start").untilReady();
    killed.handle().destroyForcibly();
    killed.exitCode();
    List<ProcessHandle> left = new Leftovers(paths).servers();
    assertThat(left).hasSize(1);
    assertThat(run("status").exitCode()).isEqualTo(StatusCommand.NOT_READY);

    run("start").untilReady();

    assertThat(left).noneMatch(Processes::isRunning);
    assertThat(run("status").exitCode()).isZero();
  }

  @Test
  void stopsWhatAKilledLauncherLeft() throws Exception {
    LauncherProcess killed = run("start").untilReady();
    killed.handle().destroyForcibly();
    killed.exitCode();

    LauncherProcess stop = run("stop");

    assertThat(stop.exitCode()).isZero();
    assertThat(stop.terminal()).isEqualTo("What a killed Saldo had left running is stopped\n");
  }

  @Test
  void endsWhenTheServerIsKilledAndStartsAgain() throws Exception {
    LauncherProcess launcher = run("start").untilReady();

    new Leftovers(paths).servers().forEach(ProcessHandle::destroyForcibly);

    assertThat(launcher.exitCode()).isEqualTo(53);
    assertThat(launcher.terminal())
        .contains("The server stopped by itself (exit code 137): see " + paths.serverConsole())
        .endsWith("Stopping the database\nSaldo is stopped\n");
    run("start").untilReady();
  }

  @Test
  void endsWhenTheDatabaseIsKilledAndStartsAgain() throws Exception {
    LauncherProcess launcher = run("start").untilReady();

    new Leftovers(paths).databases().forEach(ProcessHandle::destroyForcibly);

    assertThat(launcher.exitCode()).isEqualTo(54);
    assertThat(launcher.terminal())
        .contains("The embedded database stopped by itself: see " + paths.databaseLog())
        .endsWith("Stopping the server\nSaldo is stopped\n");
    run("start").untilReady();
  }

  @Test
  void leavesATakenPortToItsOwner() throws Exception {
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      LauncherProcess launcher = run("start");

      assertThat(launcher.exitCode()).isEqualTo(30);
      assertThat(launcher.lines()).hasSize(1);
      assertThat(launcher.terminal())
          .startsWith("Port %d of 127.0.0.1 is taken".formatted(other.getLocalPort()));
    }
  }

  @Test
  void handsTheServersSettingsOn() throws Exception {
    LauncherProcess launcher =
        run(Map.of("STAND_IN", "tell", "SALDO_LEDGER", "a-setting-of-the-server"), "start");

    assertThat(launcher.exitCode()).isEqualTo(52);
    assertThat(launcher.lines()).contains("its ledger is a-setting-of-the-server.");
  }

  @Test
  void repeatsTheSentenceOfAServerThatRefusesToStart() throws Exception {
    LauncherProcess launcher = run(Map.of("STAND_IN", "refuse"), "start");

    assertThat(launcher.exitCode()).isEqualTo(52);
    assertThat(launcher.lines()).contains("The schema is newer.");
  }

  @Test
  void explainsItselfWhenItIsCalledWrongly() throws Exception {
    LauncherProcess launcher = run("restart");

    assertThat(launcher.exitCode()).isEqualTo(2);
    assertThat(launcher.terminal()).startsWith("Usage: ");
  }

  private LauncherProcess run(String... arguments) throws IOException {
    return run(Map.of(), arguments);
  }

  private LauncherProcess run(Map<String, String> more, String... arguments) throws IOException {
    return LauncherProcess.run(root, withPort(more), arguments);
  }

  private Map<String, String> withPort(Map<String, String> more) {
    return Stream.concat(
            more.entrySet().stream(),
            Stream.of(Map.entry("SALDO_HTTP_PORT", Integer.toString(port))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private List<Path> filesContaining(String secret) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile).filter(file -> contains(file, secret)).toList();
    }
  }

  private static boolean contains(Path file, String secret) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret);
    } catch (IOException e) {
      return false;
    }
  }
}
