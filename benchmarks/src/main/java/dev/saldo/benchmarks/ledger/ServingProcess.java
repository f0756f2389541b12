package dev.saldo.benchmarks.ledger;

import dev.saldo.benchmarks.Arguments;
import dev.saldo.benchmarks.DatabaseLogins;
import dev.saldo.domain.WalletId;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Callers and ledger in a process of their own, on the same database. It is told what to do by
 * lines on its standard input and answers each with one line.
 */
final class ServingProcess implements Serving {
  private static final String CHILD = "child";
  private static final String BEGIN = "begin";
  private static final String END = "end";
  private static final String MEASURED = "measured";
  private static final String STOP = "stop";

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  /** Starts the process; its callers call when this returns. */
  ServingProcess(Site site, Cell cell) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsaldo.home=" + System.getProperty("saldo.home", ""),
                "-cp",
                System.getProperty("java.class.path"),
                LedgerBench.class.getName(),
                "--" + CHILD,
                Long.toString(site.wallets().getFirst().value())));
    words.addAll(option("adapter", cell.adapter().name().toLowerCase(Locale.ROOT)));
    words.addAll(option("shape", cell.shape().name().toLowerCase(Locale.ROOT)));
    words.addAll(option("callers", Integer.toString(cell.callers())));
    words.addAll(option("workers", Integer.toString(cell.workers())));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(site.logins().environment());
    process = builder.start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    answer();
  }

  private static List<String> option(String name, String value) {
    return List.of("--" + name, value);
  }

  @Override
  public void beginMeasuring() throws IOException {
    ask(BEGIN);
  }

  @Override
  public void endMeasuring() throws IOException {
    ask(END);
  }

  @Override
  public Measured measured() throws IOException {
    return Measured.parse(ask(MEASURED));
  }

  @Override
  public Acknowledged stop() throws IOException {
    return Acknowledged.parse(ask(STOP));
  }

  /** Ends the process. */
  @Override
  public void close() throws IOException {
    commands.close();
    process.onExit().join();
  }

  private String ask(String command) throws IOException {
    commands.write(command);
    commands.newLine();
    commands.flush();
    return answer();
  }

  private String answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("the second process ended: its message is above");
    }
    return answer;
  }

  /** Whether this process is to serve another one. */
  static boolean isAsked(Arguments arguments) {
    return arguments.has(CHILD);
  }

  /** Does what the starting process says, until it closes the input. */
  static void serve(Arguments arguments, Cell cell) throws IOException, InterruptedException {
    WalletId first = new WalletId(Long.parseLong(arguments.text(CHILD).orElseThrow()));
    Site site = Site.on(new DatabaseLogins(System.getenv()), first);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (ServingHere here = new ServingHere(site, cell, LedgerBench.threads(arguments))) {
      System.out.println("ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(obey(line, here));
      }
    }
  }

  private static String obey(String command, ServingHere here) throws InterruptedException {
    return switch (command) {
      case BEGIN -> {
        here.beginMeasuring();
        yield BEGIN;
      }
      case END -> {
        here.endMeasuring();
        yield END;
      }
      case MEASURED -> here.measured().toText();
      case STOP -> here.stop().toText();
      default -> throw new IllegalArgumentException("there is no command " + command);
    };
  }
}
