package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the start script in a tree of its own, with stand-ins for the JDK and for Maven. */
class StartScriptTest {
  private static final Path SCRIPT = Path.of("..", "..", "saldo");
  private static final List<String> SOURCES =
      List.of("domain", "application", "adapters-in", "adapters-out", "client", "bootstrap");

  @TempDir private Path home;
  private Path jdk;
  private Path mavenRuns;

  @BeforeEach
  void preparesATree() throws IOException {
    Files.copy(SCRIPT, home.resolve("saldo"));
    makeExecutable(home.resolve("saldo"));
    for (String module : SOURCES) {
      Files.createDirectories(home.resolve(module).resolve("src").resolve("main"));
    }
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(source());
    jdk = jdk("jdk", "25.0.1");
    mavenRuns = home.resolve("maven-runs");
    maven("exit 0");
  }

  @Test
  void buildsOnceAndThenStartsAtOnce() throws Exception {
    assertThat(run("start").lines())
        .containsExactly(
            "Building Saldo (the first build downloads its parts and takes minutes)",
            "launched start");
    assertThat(run("start", "--background").lines()).containsExactly("launched start --background");
    assertThat(mavenRuns).content().hasLineCount(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    run("start");
    Files.setLastModifiedTime(source(), FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(run("start").terminal()).startsWith("Building Saldo").endsWith("launched start\n");
    assertThat(mavenRuns).content().hasLineCount(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws Exception {
    run("start");
    Files.delete(source());

    assertThat(run("start").terminal()).startsWith("Building Saldo").endsWith("launched start\n");
  }

  @Test
  void doesNotBuildOverARunningSaldo() throws Exception {
    run("start");
    Files.setLastModifiedTime(source(), FileTime.from(Instant.now().plusSeconds(5)));
    launcher(jdk, "exit 0");

    assertThat(run("start"))
        .isEqualTo(
            new Outcome(
                21,
                "Saldo is already running and its sources have changed: ./saldo stop comes"
                    + " first.\n"));
    assertThat(mavenRuns).content().hasLineCount(1);
  }

  @Test
  void showsTheOutputOfABuildOnlyWhenItFails() throws Exception {
    maven("echo the compiler is unhappy; exit 1");

    Outcome failed = run("start");

    assertThat(failed.exitCode()).isEqualTo(12);
    assertThat(failed.lines())
        .containsExactly(
            "Building Saldo (the first build downloads its parts and takes minutes)",
            "the compiler is unhappy",
            "The build of Saldo failed: the end of its output is above, all of it in "
                + home.toRealPath().resolve("target").resolve("saldo-build.log")
                + ".");
    assertThat(run("start").exitCode()).isEqualTo(12);
    assertThat(mavenRuns).content().hasLineCount(2);
  }

  @Test
  void buildsAfterABuildThatWasKilled() throws Exception {
    Path lock = Files.createDirectories(home.resolve("target").resolve("saldo-build.lock"));
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.writeString(lock.resolve("pid"), Long.toString(ended.pid()));

    assertThat(run("start").terminal()).endsWith("launched start\n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void waitsForNobodyElsesBuild() throws Exception {
    Path lock = Files.createDirectories(home.resolve("target").resolve("saldo-build.lock"));
    long other = ProcessHandle.current().pid();
    Files.writeString(lock.resolve("pid"), Long.toString(other));

    assertThat(run("start"))
        .isEqualTo(
            new Outcome(
                14,
                "Saldo is being built by process %d: wait until it is done and start again.\n"
                    .formatted(other)));
    assertThat(lock).exists();
  }

  @Test
  void passesOverAJdkOfAnotherVersion() throws Exception {
    Path older = jdk("older", "21.0.9");
    Path right = jdk;
    jdk = older;

    Outcome outcome = run("JAVA25_HOME=" + right, "start");

    assertThat(outcome.terminal()).endsWith("launched start\n");
  }

  @Test
  void asksForMavenOnlyWhenThereIsSomethingToBuild() throws Exception {
    Files.delete(home.resolve("tools").resolve("mvn"));
    for (String tool : List.of("sh", "dirname", "readlink", "grep", "find", "head", "cat")) {
      script(home.resolve("tools").resolve(tool), "exec " + onPath(tool) + " \"$@\"");
    }

    Outcome outcome = run("PATH=" + home.resolve("tools"), "start");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                11,
                "Saldo is not built yet and Maven is missing: install Maven 3.8 or later as"
                    + " mvn.\n"));
  }

  @Test
  void knowsThatNothingRunsBeforeTheFirstBuild() throws Exception {
    assertThat(run("status")).isEqualTo(new Outcome(3, "Saldo is not running\n"));
    assertThat(run("stop")).isEqualTo(new Outcome(0, "Saldo is not running\n"));
    assertThat(mavenRuns).doesNotExist();
  }

  @Test
  void showsTheLogsOfTheDataDirectory() throws Exception {
    assertThat(run("logs").exitCode()).isEqualTo(3);

    Path logs = Files.createDirectories(home.resolve("data").resolve("logs"));
    for (String log : List.of("launcher.log", "database.log", "messages.log")) {
      Files.writeString(logs.resolve(log), "from " + log + "\n");
    }

    assertThat(run("logs").lines())
        .contains("from launcher.log", "from database.log", "from messages.log");
  }

  @Test
  void explainsItselfWhenItIsCalledWrongly() throws Exception {
    Outcome outcome = run("restart");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.terminal()).startsWith("Usage: ./saldo <command>");
  }

  /** Runs the script; arguments with an equals sign are variables of its environment. */
  private Outcome run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(home.resolve("saldo").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("SALDO_"));
    builder.environment().remove("JAVA25_HOME");
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().merge("PATH", home + "/tools:", (path, tools) -> tools + path);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        builder.command().add(argument);
      } else {
        builder.environment().put(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
    Process process = builder.redirectErrorStream(true).start();
    String terminal = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), terminal);
  }

  private Path source() {
    return home.resolve("domain").resolve("src").resolve("main").resolve("Wallet.java");
  }

  private Path jdk(String name, String version) throws IOException {
    Path directory = home.resolve(name);
    Files.createDirectories(directory.resolve("bin"));
    Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(directory.resolve("bin").resolve("javac"), "exit 0");
    launcher(directory, "[ \"$1\" != status ] || exit 3\necho launched \"$@\"");
    return directory;
  }

  /** A java that forgets its own options and hands the launcher's arguments to the body. */
  private static void launcher(Path jdk, String body) throws IOException {
    script(
        jdk.resolve("bin").resolve("java"),
        "while [ \"$1\" != dev.saldo.launcher.Launcher ]; do shift; done\nshift\n" + body);
  }

  /** A Maven that notes its runs, makes what the script looks for, and ends with the body. */
  private void maven(String body) throws IOException {
    Files.createDirectories(home.resolve("tools"));
    script(
        home.resolve("tools").resolve("mvn"),
        """
        echo "$@" >>'%s'
        mkdir -p bootstrap/launcher/target/lib bootstrap/server/target/liberty/wlp/bin
        echo >bootstrap/server/target/liberty/wlp/bin/server
        chmod +x bootstrap/server/target/liberty/wlp/bin/server
        %s
        """
            .formatted(mavenRuns, body));
  }

  private static Path onPath(String tool) {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    makeExecutable(file);
  }

  private static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Outcome(int exitCode, String terminal) {
    List<String> lines() {
      return terminal.lines().toList();
    }
  }
}
