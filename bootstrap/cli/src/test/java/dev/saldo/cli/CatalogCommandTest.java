package dev.saldo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a server that answers what it is told to. */
class CatalogCommandTest {
  private static final String CHANGES =
      """
      {"version":8,"dry_run":true,"changes":[
        {"kind":"default_plan","name":"","change":"changed","before":"free","after":"gold"},
        {"kind":"plan","name":"gold/1","change":"added","after":{"slug":"gold"}},
        {"kind":"matrix_cell","name":"free/user/chat/openai","change":"changed",
         "before":{"model":"openai/a","daily_limit":10},"after":{"model":"openai/a","origin":"promo"}},
        {"kind":"pack","name":"start","change":"removed","before":{"slug":"start"}}]}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "";

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              "%s %s %s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization"),
                      exchange.getRequestHeaders().getFirst("Content-Type"),
                      exchange.getRequestHeaders().getFirst("If-Match"),
                      new String(
                          exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    environment.put("SALDO_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    environment.put("SALDO_API_KEY", "saldo_test_k");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void printsOrWritesTheExport() throws IOException {
    answer = "default_plan: free\n";
    Path file = directory.resolve("catalog.yaml");

    assertThat(run("catalog", "export")).isZero();
    assertThat(run("catalog", "export", file.toString())).isZero();

    assertThat(out).hasToString(answer);
    assertThat(file).hasContent(answer);
    assertThat(asked.getFirst()).startsWith("GET /v1/catalog Bearer saldo_test_k");
  }

  @Test
  void showsWhatAFileWouldChange() throws IOException {
    answer = CHANGES;

    assertThat(run("catalog", "diff", file("a: 1\n"))).isZero();

    assertThat(asked)
        .containsExactly(
            "PUT /v1/catalog?dry_run=true Bearer saldo_test_k application/yaml null a: 1\n");
    assertThat(out)
        .hasToString(
            """
            ~ default_plan
                "free" → "gold"
            + plan gold/1
            ~ matrix_cell free/user/chat/openai
                daily_limit: 10 → nothing
                origin: nothing → "promo"
            - pack start
            4 different: catalogue 8 would be current after 7.
            """);
  }

  @Test
  void appliesAFile() throws IOException {
    answer = "{\"version\":7,\"dry_run\":false,\"changes\":[]}";

    assertThat(run("catalog", "apply", file("a: 1\n"))).isZero();

    assertThat(asked.getFirst()).contains("dry_run=false");
    assertThat(out).hasToString("Nothing is different: catalogue 7 stays.\n");
  }

  @Test
  void saysWhatTheCatalogueLacks() throws IOException {
    answer =
        """
        {"version":7,"changes":[],"warnings":[{"code":"cost_missing","row":"acme/one",
         "message":"The newest cost list has no row for acme/one."}]}
        """;

    assertThat(run("catalog", "diff", file("a: 1\n"))).isZero();

    assertThat(out)
        .hasToString(
            """
            ! The newest cost list has no row for acme/one.
            Nothing is different: catalogue 7 stays.
            """);
  }

  @Test
  void appliesOnlyToTheVersionThatIsMeant() throws IOException {
    answer = "{\"version\":8,\"dry_run\":false,\"changes\":[]}";

    assertThat(run("catalog", "apply", file("a: 1\n"), "--if-version", "7")).isZero();
    assertThat(run("catalog", "apply", file("a: 1\n"), "--if-verson", "7")).isEqualTo(2);
    assertThat(run("catalog", "diff", file("a: 1\n"), "--if-version", "7")).isEqualTo(2);

    assertThat(asked).singleElement().asString().contains(" \"7\" ");
  }

  @Test
  void namesTheRowsThatAreWrong() throws IOException {
    status = 400;
    answer =
        """
        {"detail":"The request breaks 1 rule(s).",
         "errors":[{"field":"plans[0].allowance","rule":"invalid","message":"must be a decimal"}]}
        """;

    assertThat(run("catalog", "apply", file("a: 1\n"))).isEqualTo(1);

    assertThat(err)
        .hasToString("The request breaks 1 rule(s).\n  plans[0].allowance must be a decimal\n");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(run("catalog", "diff")).isEqualTo(2);
    assertThat(run("catalog", "apply", directory.resolve("none.yaml").toString())).isEqualTo(1);
    environment.remove("SALDO_API_KEY");
    assertThat(run("catalog", "export")).isEqualTo(2);
    environment.put("SALDO_API_KEY", "k");
    stop();
    assertThat(run("catalog", "export")).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Usage:", "none.yaml cannot be read", "SALDO_API_KEY", "cannot be reached");
  }

  private String file(String content) throws IOException {
    return Files.writeString(directory.resolve("given.yaml"), content).toString();
  }

  private int run(String... arguments) {
    return new Cli(
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }
}
