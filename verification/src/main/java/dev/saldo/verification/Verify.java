package dev.saldo.verification;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Runs every instrument against a database and servers of their own and prints what each saw. The
 * exit code is 0 when everything held, 1 when something broke, 2 for a command it does not know.
 */
public final class Verify {
  private static final String USAGE =
      "Usage: ./saldo verify --quick | --standard | --full [--seed <number>] [--only"
          + " <instrument>,...] [--previous <distribution>]";

  /** Says little, and is kept here so that it is not forgotten. */
  private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");

  private final PrintStream out;
  private final Scale scale;
  private final long seed;
  private final Optional<Path> previous;
  private final Site site;

  @FunctionalInterface
  private interface Instrument {
    Result run() throws Exception;
  }

  private Verify(PrintStream out, Command command, Site site) {
    this.out = out;
    this.scale = command.scale();
    this.seed = command.seed();
    this.previous = command.previous();
    this.site = site;
  }

  /**
   * What the command line asks for.
   *
   * @param only the instruments to run; none for all
   * @param previous the distribution of an earlier version, to run beside this one
   */
  record Command(Scale scale, long seed, List<String> only, Optional<Path> previous) {
    static Optional<Command> of(List<String> words, long anySeed) {
      Optional<Scale> scale = Optional.empty();
      List<String> only = List.of();
      Optional<Path> previous = Optional.empty();
      long seed = anySeed;
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        boolean named = List.of("--seed", "--only", "--previous").contains(word);
        if (named && i + 1 == words.size()) {
          return Optional.empty();
        }
        if (word.equals("--only")) {
          only = List.of(words.get(++i).split(","));
        } else if (word.equals("--previous")) {
          previous = Optional.of(Path.of(words.get(++i)).toAbsolutePath());
        } else if (word.equals("--seed") && words.get(i + 1).matches("-?\\d{1,18}")) {
          seed = Long.parseLong(words.get(++i));
        } else if (scale.isEmpty() && Scale.of(word).isPresent()) {
          scale = Scale.of(word);
        } else {
          return Optional.empty();
        }
      }
      long chosen = seed;
      List<String> instruments = only;
      Optional<Path> earlier = previous;
      return scale.map(size -> new Command(size, chosen, instruments, earlier));
    }
  }

  /** Runs what the command line asks for. */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    Optional<Command> command = Command.of(List.of(arguments), new Random().nextInt(1_000_000));
    if (command.isEmpty()) {
      System.err.println(USAGE);
      System.exit(2);
    }
    MIGRATIONS.setLevel(Level.WARNING);
    Path distribution = Path.of(System.getProperty("saldo.distribution"));
    System.exit(run(command.orElseThrow(), distribution, out) ? 0 : 1);
  }

  private static boolean run(Command command, Path distribution, PrintStream out) {
    long begin = System.nanoTime();
    Path directory = temporary();
    out.printf("verify --%s, seed %d, in %s%n", command.scale().name(), command.seed(), directory);
    List<Result> results;
    try (Site site = Site.open(distribution, directory, command.scale().jvm())) {
      Runtime.getRuntime().addShutdownHook(new Thread(site::close));
      results = new Verify(out, command, site).run(command.only());
    }
    boolean held = !results.isEmpty() && results.stream().allMatch(Result::held);
    results.stream()
        .flatMap(result -> result.broken().stream().map(it -> result.instrument() + ": " + it))
        .forEach(out::println);
    out.printf("%n%s%n%n", Table.of(results));
    out.printf(
        "seed %d, %d s: %s%n",
        command.seed(),
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        held ? "everything held" : "something broke; logs and data are in " + directory);
    if (held) {
      delete(directory);
    }
    return held;
  }

  private List<Result> run(List<String> only) {
    Map<String, Instrument> instruments = new LinkedHashMap<>();
    // First, for it wants a database that no server has migrated.
    previous.ifPresent(
        program ->
            instruments.put(Upgrade.NAME, () -> new Upgrade(site, program, seed, out).run()));
    instruments.put(CommitCuts.NAME, () -> new CommitCuts(site, scale, seed, out).run());
    instruments.put(Races.NAME, () -> new Races(site, scale, seed, out).run());
    instruments.put(LimitRaces.NAME, () -> new LimitRaces(site, scale, seed, out).run());
    instruments.put(LimitChanges.NAME, () -> new LimitChanges(site, scale, out).run());
    instruments.put(CatalogueChanges.NAME, () -> new CatalogueChanges(site, scale, out).run());
    instruments.put(Endings.NAME, () -> new Endings(site, scale, seed, out).run());
    instruments.put(Standstills.NAME, () -> new Standstills(site, scale, seed, out).run());
    instruments.put(Outages.NAME, () -> new Outages(site, scale, seed, out).run());
    // The audits of those that come after it have much to read.
    instruments.put(Life.NAME, () -> new Life(site, scale, seed, out).run());
    instruments.put(Kills.NAME, () -> new Kills(site, scale, seed, out).run());
    instruments.put(Restore.NAME, () -> new Restore(site, scale, seed, out).run());
    // Lives beside all of these, and ends before the one that measures how soon it is answered.
    Simulation simulation = new Simulation(scale, seed, out);
    instruments.put(Simulation.NAME, simulation::finish);
    instruments.put(FullQueue.NAME, () -> new FullQueue(site, out).run());
    if (!instruments.keySet().containsAll(only)) {
      out.println("Instruments: " + String.join(", ", instruments.keySet()));
      return List.of();
    }
    if (only.isEmpty() || only.contains(Simulation.NAME)) {
      simulation.start();
    }
    List<Result> results = new ArrayList<>();
    instruments.forEach(
        (name, instrument) -> {
          if (only.isEmpty() || only.contains(name)) {
            results.add(run(name, instrument));
          }
        });
    return results;
  }

  /** An instrument that cannot go on is a broken one; the others still run. */
  private Result run(String name, Instrument instrument) {
    out.println("== " + name);
    long begin = System.nanoTime();
    boolean went = false;
    try {
      Result result = instrument.run();
      went = true;
      return result;
    } catch (Exception e) {
      e.printStackTrace(out);
      return Result.failed(name, e);
    } finally {
      site.repair(went);
      out.printf("%s took %.0f s%n", name, (System.nanoTime() - begin) / 1e9);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("saldo-verify");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
