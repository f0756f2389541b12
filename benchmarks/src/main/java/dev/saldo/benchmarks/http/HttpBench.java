package dev.saldo.benchmarks.http;

import dev.saldo.benchmarks.Arguments;
import dev.saldo.benchmarks.DatabaseLogins;
import dev.saldo.benchmarks.FreshDatabase;
import dev.saldo.benchmarks.Home;
import dev.saldo.benchmarks.Installation;
import dev.saldo.benchmarks.PgBench;
import dev.saldo.benchmarks.PgBenchOutput;
import dev.saldo.benchmarks.Program;
import dev.saldo.benchmarks.ReportFiles;
import dev.saldo.benchmarks.StoredLedger;
import dev.saldo.benchmarks.http.Ask.Kind;
import dev.saldo.launcher.LocalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Measures the built server over HTTP, with both ledgers, beside pgbench. */
public final class HttpBench {
  static final int CALLERS = 64;

  /** Free connections in the open loop, so that calls wait for the server and not for these. */
  private static final int CONNECTIONS_OPEN = 256;

  private static final Duration SETTLING_IN = Duration.ofSeconds(3);
  private static final int CUSTOMERS = 1_000;
  private static final String KEY = "saldo_live_" + "b".repeat(40);

  private final FreshDatabase database;
  private final Duration warmUp;
  private final Duration measured;
  private final int rate;
  private final List<HttpRun> closed = new ArrayList<>();
  private Optional<HttpRun> open = Optional.empty();
  private long holds;
  private long settlements;

  private HttpBench(Arguments arguments, FreshDatabase database) {
    this.database = database;
    this.warmUp = Duration.ofSeconds(arguments.number("warmup", 100));
    this.measured = Duration.ofSeconds(arguments.number("seconds", 15));
    this.rate = arguments.number("rate", 1_000);
  }

  public static void main(String[] line) throws IOException, InterruptedException {
    Program.run(() -> run(line));
  }

  private static void run(String[] line) throws IOException, InterruptedException {
    Arguments arguments =
        Arguments.parse(line, Set.of("database", "warmup", "seconds", "rate"), Set.of());
    try (FreshDatabase database = FreshDatabase.open(arguments.text("database"))) {
      new HttpBench(arguments, database).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    PgBench.prepare(database);
    DatabaseLogins logins = database.logins();
    Installation.in(logins);
    StoredLedger stored = new StoredLedger(logins.owner());
    StoredLedger.Counts before = stored.counts();
    serve("group");
    serve("plain");
    Optional<PgBenchOutput> pgbench = Optional.empty();
    if (PgBench.find(logins).isPresent()) {
      say("pgbench");
      pgbench = Optional.of(PgBench.find(logins).orElseThrow().best(10));
    }
    say("the data are audited");
    stored.requireSound(before, holds, settlements);
    HttpReport report = new HttpReport(closed, open.orElseThrow(), pgbench);
    String markdown = report.markdown();
    System.out.print(markdown);
    ReportFiles.write("http", markdown, report.chart());
  }

  private void serve(String ledger) throws IOException, InterruptedException {
    say("the server starts with SALDO_LEDGER=" + ledger);
    int port = freePort();
    try (LocalServer server =
        LocalServer.start(
            Home.resolve("bootstrap/server/target/liberty/wlp"),
            database.directory().resolve("server-" + ledger),
            port,
            environment(ledger))) {
      say("customers are opened");
      new Customers(server.url(), KEY).open(CUSTOMERS);
      HttpRun.Processes processes = new HttpRun.Processes(server.process(), database.process());
      closed.add(closedLoop(ledger, port, processes));
      if (open.isEmpty()) {
        open = Optional.of(openLoop(ledger, port, processes));
      }
    }
  }

  private HttpRun closedLoop(String ledger, int port, HttpRun.Processes processes)
      throws IOException {
    Calls calls = new Calls(new Requests(port, KEY), CUSTOMERS, Arrivals.whenFree());
    try (Connections connections = new Connections(port, CALLERS)) {
      say("warm-up of " + warmUp.toSeconds() + " s");
      connections.serveUntil(System.nanoTime() + warmUp.toNanos(), calls);
      say("measured as fast as it goes");
      HttpRun run = HttpRun.of(ledger, connections, calls, measured, processes);
      finish(connections, calls);
      return run;
    }
  }

  private HttpRun openLoop(String ledger, int port, HttpRun.Processes processes)
      throws IOException {
    try (Connections connections = new Connections(port, CONNECTIONS_OPEN)) {
      say("measured with %d authorizations a second".formatted(rate));
      long start = System.nanoTime();
      Calls calls = new Calls(new Requests(port, KEY), CUSTOMERS, Arrivals.atRate(rate, start));
      connections.serveUntil(start + SETTLING_IN.toNanos(), calls);
      HttpRun run = HttpRun.of(ledger, connections, calls, measured, processes);
      finish(connections, calls);
      return run;
    }
  }

  private void finish(Connections connections, Calls calls) throws IOException {
    calls.end();
    connections.serveOut(calls);
    holds += calls.answered(Kind.AUTHORIZE);
    settlements += calls.answered(Kind.SETTLE);
  }

  private Map<String, String> environment(String ledger) {
    Map<String, String> environment = new HashMap<>(database.logins().environment());
    environment.put("SALDO_LEDGER", ledger);
    environment.put("SALDO_BOOTSTRAP_KEY", KEY);
    environment.put(
        "SALDO_BOOTSTRAP_HANDOVER",
        database.directory().resolve("admin-keys.properties").toString());
    return environment;
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static void say(String sentence) {
    System.err.println(sentence);
  }
}
