import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills the server hard while many callers authorize, starts it again, and retries everything that
 * got no answer with its own key. Then every acknowledged hold must be there once, each key must
 * have one hold, and the balances must be those of the entries.
 *
 * <p>Run from the root of the project with JDK 25: {@code java build/KillUnderLoad.java [kills]}.
 */
public final class KillUnderLoad {
  private static final int CALLERS = 32;
  private static final int WALLETS = 8;
  private static final int PORT = 18_080;
  private static final String BASE = "http://127.0.0.1:" + PORT + "/v1";
  private static final String KEY = "saldo_live_" + "k".repeat(40);
  private static final Duration LOAD = Duration.ofSeconds(4);
  private static final Pattern ID = Pattern.compile("^\\{\"id\":\"(auth_[a-z0-9]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Path data;
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nextKey = new AtomicInteger();

  private KillUnderLoad(Path data) {
    this.data = data;
  }

  public static void main(String[] args) throws Exception {
    int kills = args.length == 0 ? 3 : Integer.parseInt(args[0]);
    Path data = Files.createTempDirectory("saldo-kill");
    KillUnderLoad run = new KillUnderLoad(data);
    try {
      run.saldo("start", "--background");
      run.open();
      for (int kill = 1; kill <= kills; kill++) {
        run.killOnce(kill);
      }
      run.audit(kills);
    } finally {
      run.saldo("stop");
    }
  }

  private void open() throws Exception {
    for (int wallet = 0; wallet < WALLETS; wallet++) {
      send("PUT", "/customers/kill-" + wallet, "{\"plan\":\"premium\"}", null);
      send(
          "POST",
          "/customers/kill-" + wallet + "/grants",
          "{\"credits\":\"100000000\",\"source\":\"purchase\"}",
          "grant-" + wallet);
    }
  }

  private void killOnce(int kill) throws Exception {
    AtomicBoolean running = new AtomicBoolean(true);
    int before = acknowledged.size();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.add(Thread.startVirtualThread(() -> load(running)));
    }
    Thread.sleep(LOAD.toMillis());
    long killed = System.nanoTime();
    ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
    server.destroyForcibly();
    server.onExit().get();
    running.set(false);
    for (Thread caller : callers) {
      caller.join();
    }
    int lost = unanswered.size();
    saldo("stop");
    saldo("start", "--background");
    long back = System.nanoTime();
    for (String key : Set.copyOf(unanswered)) {
      if (authorize(key)) {
        unanswered.remove(key);
      }
    }
    System.out.printf(
        "kill %d: %d acknowledged before it, %d unanswered and retried, back after %.1f s%n",
        kill, acknowledged.size() - before, lost, (back - killed) / 1e9);
    require(unanswered.isEmpty(), "every retry must be answered: " + unanswered.size());
  }

  private void load(AtomicBoolean running) {
    while (running.get()) {
      String key = "k-" + nextKey.incrementAndGet();
      unanswered.add(key);
      try {
        if (authorize(key)) {
          unanswered.remove(key);
        }
      } catch (IOException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Whether the call was answered with a hold; the same key must always give the same one. */
  private boolean authorize(String key) throws IOException, InterruptedException {
    int wallet = Math.floorMod(key.hashCode(), WALLETS);
    String body =
        """
        {"customer":"kill-%d","feature":"user_chat","profile":"admin",
         "estimate":{"credits":"1"},"expires_in":"PT24H"}\
        """
            .formatted(wallet);
    String answer = send("POST", "/authorizations", body, key);
    Matcher id = ID.matcher(answer);
    if (!id.find()) {
      return false;
    }
    String first = acknowledged.putIfAbsent(key, id.group(1));
    require(first == null || first.equals(id.group(1)), "one key must have one hold: " + key);
    return true;
  }

  private void audit(int kills) throws Exception {
    Set<String> stored = new HashSet<>();
    for (int wallet = 0; wallet < WALLETS; wallet++) {
      int holds = 0;
      String cursor = "";
      do {
        String page =
            send(
                "GET",
                "/authorizations?customer=kill-" + wallet + "&limit=200" + cursor,
                null,
                null);
        Matcher id =
            Pattern.compile("\\{\"id\":\"(auth_[a-z0-9]+)\",\"state\":\"held\"").matcher(page);
        while (id.find()) {
          require(stored.add(id.group(1)), "a hold must be listed once");
          holds++;
        }
        Matcher next = Pattern.compile("\"next_cursor\":\"([^\"]+)\"").matcher(page);
        cursor = next.find() ? "&cursor=" + next.group(1) : "";
      } while (!cursor.isEmpty());
      String balance = send("GET", "/customers/kill-" + wallet + "/wallet", null, null);
      String last = send("GET", "/customers/kill-" + wallet + "/entries?limit=1", null, null);
      require(member(balance, "held").equals(Integer.toString(holds)), "held must be the holds");
      require(member(balance, "held").equals(member(last, "held")), "held must be the entries'");
      require(
          member(balance, "available").equals(member(last, "available")),
          "available must be the entries'");
    }
    require(
        stored.equals(new HashSet<>(acknowledged.values())), "acknowledged and stored must agree");
    System.out.printf(
        "%d kills, %d holds acknowledged, %d stored: 0 lost, 0 doubled%n",
        kills, acknowledged.size(), stored.size());
  }

  private static String member(String json, String name) {
    Matcher value = Pattern.compile("\"" + name + "\":\"([0-9.]+)\"").matcher(json);
    require(value.find(), "no " + name + " in " + json);
    return value.group(1);
  }

  private String send(String method, String path, String body, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(BASE + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }

  /** The server says in its command line whose data it serves. */
  private long serverPid() {
    String mark = "-Dsaldo.data.directory=" + data.resolve("data");
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(mark))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  private void saldo(String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of("./saldo"));
    words.addAll(List.of(command));
    ProcessBuilder process = new ProcessBuilder(words).redirectErrorStream(true);
    process.redirectOutput(data.resolve("saldo.out").toFile());
    process.environment().put("SALDO_DATA_DIR", data.resolve("data").toString());
    process.environment().put("SALDO_HTTP_PORT", Integer.toString(PORT));
    process.environment().put("SALDO_BOOTSTRAP_KEY", KEY);
    int exit = process.start().waitFor();
    if (exit != 0 && command[0].equals("start")) {
      throw new IllegalStateException(Files.readString(data.resolve("saldo.out")));
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException(rule);
    }
  }
}
