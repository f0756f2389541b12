package dev.saldo.cli;

import dev.saldo.launcher.LaunchException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * The program behind {@code ./saldo tenant}, {@code ./saldo catalog} and {@code ./saldo audit}.
 * Exit codes: 0 done, 1 refused or failed, 2 not understood.
 */
public final class Cli {
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  Cli(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new Cli(System.getenv(), System.out, System.err).run(List.of(arguments)));
  }

  int run(List<String> arguments) {
    try {
      String area = arguments.isEmpty() ? "" : arguments.getFirst();
      List<String> rest = arguments.stream().skip(1).toList();
      switch (area) {
        case "tenant" -> new TenantCommand(environment, out).run(rest);
        case "catalog" -> new CatalogCommand(environment, out).run(rest);
        case "audit" -> new AuditCommand(environment, out).run(rest);
        default -> throw CommandException.usage("Usage: saldo tenant … | catalog … | audit");
      }
      if (out.checkError()) {
        throw CommandException.refused("The output could not be written.");
      }
      return 0;
    } catch (CommandException e) {
      err.println(e.getMessage());
      return e.exitCode();
    } catch (LaunchException e) {
      err.println(e.getMessage());
      return 1;
    } catch (RuntimeException e) {
      err.println("The command failed: " + e);
      return 1;
    }
  }
}
