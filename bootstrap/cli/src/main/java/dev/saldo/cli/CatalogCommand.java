package dev.saldo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Exports a tenant's catalogue, shows what a file would change, and applies it. */
final class CatalogCommand {
  private static final String USAGE =
      "Usage: saldo catalog export [<file>] | diff <file> | apply <file> [--if-version <n>]";
  private static final String IF_VERSION = "--if-version";
  private static final String YAML = "application/yaml";
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> environment;
  private final PrintStream out;

  CatalogCommand(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  void run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.getFirst();
    Optional<Path> file = arguments.stream().skip(1).findFirst().map(CatalogCommand::path);
    List<String> options = arguments.stream().skip(2).toList();
    boolean knowsVersion = command.equals("apply") && options.size() == 2;
    if (!options.isEmpty() && !(knowsVersion && options.getFirst().equals(IF_VERSION))) {
      throw CommandException.usage(USAGE);
    }
    Optional<String> version = options.stream().skip(1).findFirst();
    switch (command) {
      case "export" -> export(file);
      case "diff" -> apply(required(file), true, Optional.empty());
      case "apply" -> apply(required(file), false, version);
      default -> throw CommandException.usage(USAGE);
    }
  }

  private static Path required(Optional<Path> file) {
    return file.orElseThrow(() -> CommandException.usage(USAGE));
  }

  private void export(Optional<Path> file) {
    String catalog = send(request("").header("Accept", YAML).GET());
    if (file.isEmpty()) {
      out.print(catalog);
      return;
    }
    try {
      Files.writeString(file.get(), catalog);
    } catch (IOException e) {
      throw CommandException.refused(file.get() + " cannot be written: " + e.getMessage());
    }
  }

  private void apply(Path file, boolean dryRun, Optional<String> version) {
    String type = file.toString().endsWith(".json") ? "application/json" : YAML;
    HttpRequest.Builder put =
        request("?dry_run=" + dryRun)
            .header("Accept", "application/json")
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofString(content(file)));
    version.ifPresent(number -> put.header("If-Match", '"' + number + '"'));
    JsonNode answer = read(send(put));
    JsonNode changes = answer.path("changes");
    changes.forEach(change -> lines(change).forEach(out::println));
    answer
        .path("warnings")
        .forEach(warning -> out.println("! " + warning.path("message").asText()));
    out.println(
        changes.isEmpty()
            ? "Nothing is different: catalogue " + answer.path("version").asInt() + " stays."
            : different(changes.size(), answer.path("version").asInt(), dryRun));
  }

  private static String different(int rows, int version, boolean dryRun) {
    return dryRun
        ? "%d different: catalogue %d would be current after %d."
            .formatted(rows, version, version - 1)
        : "%d different: catalogue %d is current.".formatted(rows, version);
  }

  /** {@code ~ matrix_cell free/user/chat/openai}, and the members that are different. */
  private static List<String> lines(JsonNode change) {
    String sign =
        switch (change.path("change").asText()) {
          case "added" -> "+";
          case "removed" -> "-";
          default -> "~";
        };
    List<String> lines = new ArrayList<>();
    lines.add(
        (sign + " " + change.path("kind").asText() + " " + change.path("name").asText()).strip());
    JsonNode before = change.path("before");
    JsonNode after = change.path("after");
    if (sign.equals("~") && before.isValueNode()) {
      lines.add("    " + before + " → " + after);
    }
    if (sign.equals("~") && before.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!before.path(name).equals(after.path(name))) {
          lines.add("    " + name + ": " + shown(before, name) + " → " + shown(after, name));
        }
      }
    }
    return lines;
  }

  private static String shown(JsonNode row, String name) {
    return row.has(name) ? row.get(name).toString() : "nothing";
  }

  private HttpRequest.Builder request(String query) {
    String url =
        given("SALDO_URL")
            .orElseGet(() -> "http://127.0.0.1:" + given("SALDO_HTTP_PORT").orElse("8080"));
    String key =
        given("SALDO_API_KEY")
            .orElseThrow(
                () ->
                    CommandException.usage(
                        "SALDO_API_KEY must be a key of the tenant, with the scope admin or"
                            + " catalog."));
    try {
      return HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + "/v1/catalog" + query))
          .timeout(WAIT_MAX)
          .header("Authorization", "Bearer " + key);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("SALDO_URL must be a URL, such as http://127.0.0.1:8080.");
    }
  }

  private static String send(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(WAIT_MAX).build()) {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw CommandException.refused(problem(answer));
      }
      return answer.body();
    } catch (IOException e) {
      throw CommandException.refused("Saldo cannot be reached: is it running? See SALDO_URL.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.refused("Interrupted.");
    }
  }

  /** The problem's detail, and each row that is wrong on a line of its own. */
  private static String problem(HttpResponse<String> answer) {
    JsonNode problem;
    try {
      problem = JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      return "Saldo answered " + answer.statusCode() + ".";
    }
    StringBuilder text = new StringBuilder(problem.path("detail").asText());
    for (JsonNode error : problem.path("errors")) {
      String field = error.path("field").asText();
      text.append("\n  ")
          .append(field.isEmpty() ? "" : field + " ")
          .append(error.path("message").asText());
    }
    return text.toString();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw CommandException.refused("Saldo's answer cannot be read.");
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandException.refused(file + " cannot be read.");
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw CommandException.usage(text + " is no file.");
    }
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
