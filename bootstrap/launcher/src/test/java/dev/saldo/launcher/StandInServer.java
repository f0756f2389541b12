package dev.saldo.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Takes the server's place in tests of the launcher: the same arguments and environment, the same
 * health check, admin keys at the first start. {@code STAND_IN} makes it fail.
 */
final class StandInServer {
  private StandInServer() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, String> environment = System.getenv();
    switch (environment.getOrDefault("STAND_IN", "serve")) {
      case "exit" -> System.exit(7);
      case "refuse" -> System.out.println("Saldo cannot start: The schema is newer");
      case "tell" ->
          System.out.println(
              "Saldo cannot start: its ledger is " + environment.get("SALDO_LEDGER"));
      default -> serve(environment);
    }
  }

  private static void serve(Map<String, String> environment) throws IOException {
    Path tenants = Path.of(environment.get("SALDO_DATA_DIR"), "server", "tenants");
    if (!Files.exists(tenants)) {
      Files.writeString(
          Path.of(environment.get("SALDO_BOOTSTRAP_HANDOVER")),
          "default=saldo_live_1\ndefault-test=saldo_test_2\n");
      Files.createFile(tenants);
    }
    int port = Integer.parseInt(environment.get("SALDO_HTTP_PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(environment.get("SALDO_HTTP_HOST"), port), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }
}
