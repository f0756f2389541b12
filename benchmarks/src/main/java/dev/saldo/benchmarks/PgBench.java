package dev.saldo.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PostgreSQL's own benchmark, on the same server as what is measured: small bank transactions after
 * TPC-B, each durable by itself. Its tables have a schema of their own.
 */
public final class PgBench {
  /** What to say when there is none. */
  private static final String MISSING =
      "pgbench was not found, so nothing is compared with TPC-B: Debian's package postgresql brings"
          + " it (apt-get install postgresql).";

  private static final int SCALE = 100;
  private static final List<Integer> CLIENTS = List.of(8, 32, 64);

  /** Its row in a report. */
  public static final String ROW =
      CLIENTS.stream()
          .map(String::valueOf)
          .collect(Collectors.joining(", ", "pgbench, TPC-B, best of ", " clients"));

  private static final String SCHEMA = "pgbench";

  private final Path program;
  private final DatabaseLogins logins;

  private PgBench(Path program, DatabaseLogins logins) {
    this.program = program;
    this.logins = logins;
  }

  /** The newest program of this machine, for this database. */
  public static Optional<PgBench> find(DatabaseLogins logins) {
    return Stream.concat(onPath(), ofDebian())
        .filter(Files::isExecutable)
        .findFirst()
        .map(found -> new PgBench(found, logins));
  }

  /**
   * Fills its tables if there is a program, or says that there is none. The database is started
   * again, so its logins are others afterwards.
   */
  public static void prepare(FreshDatabase database) throws IOException, InterruptedException {
    Optional<PgBench> found = find(database.logins());
    if (found.isEmpty()) {
      System.err.println(MISSING);
      return;
    }
    System.err.println("pgbench fills its tables");
    found.get().initialize();
    database.restart();
  }

  private static Stream<Path> onPath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "pgbench"));
  }

  private static Stream<Path> ofDebian() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin/pgbench"))
          .sorted(Comparator.comparing(Path::toString).reversed())
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** Creates and fills its tables: ten million accounts. */
  private void initialize() throws IOException, InterruptedException {
    try (Connection connection = logins.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists " + SCHEMA);
    } catch (SQLException e) {
      throw new IllegalStateException("pgbench got no schema", e);
    }
    run("--initialize", "--quiet", "--scale=" + SCALE);
  }

  /** The best of several numbers of clients, each for this long. */
  public PgBenchOutput best(int seconds) throws IOException, InterruptedException {
    List<PgBenchOutput> all = new ArrayList<>();
    for (int clients : CLIENTS) {
      String report =
          run("--protocol=prepared", "--client=" + clients, "--jobs=2", "--time=" + seconds);
      all.add(PgBenchOutput.parse(report));
    }
    return PgBenchOutput.best(all).orElseThrow();
  }

  private String run(String... options) throws IOException, InterruptedException {
    URI url = URI.create(logins.value("SALDO_DB_URL").substring("jdbc:".length()));
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(options));
    words.add(url.getPath().substring(1));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("PGHOST", url.getHost());
    builder.environment().put("PGPORT", Integer.toString(url.getPort()));
    builder.environment().put("PGUSER", logins.value("SALDO_DB_USER"));
    builder.environment().put("PGPASSWORD", logins.value("SALDO_DB_PASSWORD"));
    builder.environment().put("PGOPTIONS", "-c search_path=" + SCHEMA);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("pgbench failed:\n" + output);
    }
    return output;
  }
}
