package dev.saldo.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line: options with a value, {@code --name value}, switches, {@code --name}, and words.
 *
 * @param options by name without dashes; a switch has an empty value
 */
public record Arguments(Map<String, String> options, List<String> words) {
  public Arguments {
    options = Map.copyOf(options);
    words = List.copyOf(words);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if an option is unknown, given twice, or has no value
   */
  public static Arguments parse(String[] line, Set<String> valued, Set<String> switches) {
    Map<String, String> options = new HashMap<>();
    List<String> words = new ArrayList<>();
    for (int index = 0; index < line.length; index++) {
      if (!line[index].startsWith("--")) {
        words.add(line[index]);
        continue;
      }
      String name = line[index].substring(2);
      boolean isSwitch = switches.contains(name);
      require(isSwitch || valued.contains(name), "there is no option --" + name);
      require(isSwitch || index + 1 < line.length, "--" + name + " needs a value");
      String value = isSwitch ? "" : line[++index];
      require(options.put(name, value) == null, "--" + name + " is given twice");
    }
    return new Arguments(options, words);
  }

  /** Whether a switch or option is given. */
  public boolean has(String name) {
    return options.containsKey(name);
  }

  /** The text of an option. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** A whole number above zero. */
  public int number(String name, int otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      require(number > 0, "--" + name + " must be above zero");
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " must be a number, not " + text, e);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
