package dev.saldo.verification;

import dev.saldo.launcher.LocalDatabase;
import dev.saldo.launcher.LocalServer;
import dev.saldo.out.postgres.wallet.LedgerAudit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What is put under load and broken: one database and server processes on it. */
final class Site implements AutoCloseable {
  static final String ADMIN_KEY = "saldo_live_" + "v".repeat(40);
  private static final String TEST_KEY = "saldo_test_" + "v".repeat(40);

  /** Often: sweeps cross calls, and whoever waits for one does not wait long. */
  private static final String SWEEP_SECONDS = "1";

  private static final Duration END_MAX = Duration.ofSeconds(30);
  private static final Duration READY_MAX = Duration.ofSeconds(30);
  private static final int FINDINGS_MAX = 20;

  private final Path distribution;
  private final Path directory;
  private final String jvm;
  private final List<Server> running = new CopyOnWriteArrayList<>();
  private List<Server> pair = List.of();
  private int started;
  private boolean closed;
  private volatile LocalDatabase database;

  private Site(Path distribution, Path directory, String jvm, LocalDatabase database) {
    this.distribution = distribution;
    this.directory = directory;
    this.jvm = jvm;
    this.database = database;
  }

  /**
   * Starts a database in a directory, which is empty or holds one.
   *
   * @param jvm options of the virtual machines of its servers
   */
  static Site open(Path distribution, Path directory, String jvm) {
    return new Site(
        distribution, directory, jvm, LocalDatabase.start(directory.resolve("database")));
  }

  Path directory() {
    return directory;
  }

  /** One server process; it keeps its port and directory when it is started again. */
  final class Server implements AutoCloseable {
    private final Path program;
    private final Path home;
    private final int port;
    private final Map<String, String> more;
    private final Api api;
    private final Api testApi;
    private LocalServer process;

    private Server(Path program, Path home, int port, Map<String, String> more) {
      this.program = program;
      this.home = home;
      this.port = port;
      this.more = more;
      this.process = start();
      this.api = new Api(process.url(), ADMIN_KEY);
      this.testApi = new Api(process.url(), TEST_KEY);
    }

    private LocalServer start() {
      Map<String, String> environment = new HashMap<>(database.environment());
      environment.put("SALDO_BOOTSTRAP_KEY", ADMIN_KEY);
      environment.put("SALDO_BOOTSTRAP_TEST_KEY", TEST_KEY);
      environment.put("SALDO_DATA_DIR", home.toString());
      environment.put("SALDO_SWEEP_SECONDS", SWEEP_SECONDS);
      environment.put("JVM_ARGS", jvm);
      environment.putAll(more);
      return LocalServer.start(program, home, port, environment);
    }

    Api api() {
      return api;
    }

    /** The same server, for the administrator of the test tenant. */
    Api testApi() {
      return testApi;
    }

    boolean isReady() {
      return process.isReady();
    }

    /** SIGKILL. */
    void kill() {
      Signal.KILL.to(List.of(process.process()));
    }

    /** SIGSTOP: it is there and does nothing. */
    void pause() {
      Signal.STOP.to(List.of(process.process()));
    }

    /** Goes on where it was paused. */
    void resume() {
      Signal.CONT.to(List.of(process.process()));
    }

    /** After a kill. */
    void restart() {
      awaitEnd(List.of(process.process()));
      process = start();
    }

    @Override
    public void close() {
      api.close();
      testApi.close();
      process.close();
    }
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param more environment variables of its own
   */
  Server startServer(Map<String, String> more) {
    return starting(distribution, more).join();
  }

  /**
   * Starts a server of another version of Saldo.
   *
   * @param program its distribution
   * @param more environment variables of its own
   */
  Server startServer(Path program, Map<String, String> more) {
    return starting(program, more).join();
  }

  /**
   * The two servers that instruments share, one after the other, so that they have to be started,
   * and to get warm, only once. They are started together, when somebody wants them first.
   */
  List<Server> pair() {
    if (pair.isEmpty()) {
      List<CompletableFuture<Server>> both =
          List.of(starting(distribution, Map.of()), starting(distribution, Map.of()));
      pair = both.stream().map(CompletableFuture::join).toList();
    }
    return pair;
  }

  /** The shared two, as somebody calls them. */
  List<Api> pair(Function<Server, Api> caller) {
    return pair().stream().map(caller).toList();
  }

  /** On a thread of its own: of a pool there may be only one. */
  private CompletableFuture<Server> starting(Path program, Map<String, String> more) {
    Path home = directory.resolve("server-" + ++started);
    int port = freePort();
    return CompletableFuture.supplyAsync(
        () -> {
          Server server = new Server(program, home, port, more);
          running.add(server);
          return server;
        },
        task -> Thread.ofPlatform().name(home.getFileName().toString()).start(task));
  }

  /** Postmaster and backends. */
  private List<ProcessHandle> databaseProcesses() {
    ProcessHandle postmaster = database.process();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
  }

  /** SIGKILL, to the postmaster alone or to all of PostgreSQL's processes at once. */
  void killDatabase(boolean all) {
    List<ProcessHandle> processes = databaseProcesses();
    Signal.KILL.to(all ? processes : processes.subList(0, 1));
  }

  /** SIGSTOP: it is there and does not answer. */
  void pauseDatabase() {
    Signal.STOP.to(List.of(database.process()));
    Signal.STOP.to(databaseProcesses());
  }

  void resumeDatabase() {
    Signal.CONT.to(databaseProcesses());
  }

  /** Copies the database while it runs, to where {@link #restored} finds it. */
  void backUp(Path home) {
    database.backUp(home.resolve("database"));
  }

  /** Starts a database on a copy, beside this one. */
  Site restored(Path home) {
    return open(distribution, home, jvm);
  }

  void stopDatabase() {
    database.close();
  }

  /** After a kill or a stop: on the same port, or its servers could not find it. */
  void startDatabase() {
    String before = told("SALDO_DB_URL");
    database.close();
    database = LocalDatabase.start(directory.resolve("database"));
    String now = told("SALDO_DB_URL");
    if (!now.equals(before)) {
      throw new IllegalStateException("the database came back as " + now + " after " + before);
    }
  }

  /** One of the environment variables by which servers are told of the database. */
  String told(String variable) {
    return Objects.requireNonNull(database.environment().get(variable), variable);
  }

  /** Connections of the role that owns the tables. */
  DataSource owner() {
    return source(told("SALDO_DB_URL"), told("SALDO_DB_USER"), told("SALDO_DB_PASSWORD"));
  }

  /** Connections of the ledger's role, by way of another port of this machine if one is given. */
  DataSource ledger(OptionalInt port) {
    PGSimpleDataSource source =
        source(
            told("SALDO_DB_URL"), told("SALDO_DB_LEDGER_USER"), told("SALDO_DB_LEDGER_PASSWORD"));
    port.ifPresent(number -> source.setPortNumbers(new int[] {number}));
    return source;
  }

  private static PGSimpleDataSource source(String url, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  /** What the audit of the whole database finds, in words. */
  List<String> audit() {
    return new LedgerAudit(owner()).findings(FINDINGS_MAX).stream().map(Object::toString).toList();
  }

  /**
   * Leaves the next instrument a database that runs, and no server but the shared ones.
   *
   * @param went whether the last instrument came to its end; what it left is not trusted otherwise
   */
  void repair(boolean went) {
    resumeDatabase();
    // A killed process that nobody has collected yet is alive, but has no command any more.
    if (database.process().info().command().isEmpty()) {
      startDatabase();
    }
    if (!went || !pair.stream().allMatch(server -> Pause.until(READY_MAX, server::isReady))) {
      pair = List.of();
    }
    List<Server> others = running.stream().filter(server -> !pair.contains(server)).toList();
    others.forEach(Server::close);
    running.removeAll(others);
  }

  private void stopServers() {
    running.forEach(Server::close);
    running.clear();
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    if (!Pause.until(END_MAX, () -> processes.stream().noneMatch(ProcessHandle::isAlive))) {
      throw new IllegalStateException("a killed process has not ended");
    }
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("there is no free port", e);
    }
  }

  /** Stops everything; also called when the program is interrupted, and then from there too. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      resumeDatabase();
      stopServers();
    } finally {
      database.close();
    }
  }
}
