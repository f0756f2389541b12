import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies the format of every Java source below a folder, in one process.
 *
 * <p>Arguments: {@code check} or {@code apply}, then the folder. A check names each file that is
 * not in format and ends with exit code 1 if there is one.
 */
public final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    List<String> command = new ArrayList<>();
    switch (args[0]) {
      case "check" -> command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
      case "apply" -> command.add("--replace");
      default -> throw new IllegalArgumentException("check or apply, not " + args[0]);
    }
    Path root = Path.of(args[1]);
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".java") && isSource(root.relativize(file)))
          .sorted()
          .forEach(file -> command.add(file.toString()));
    }
    Main.main(command.toArray(String[]::new));
  }

  private static boolean isSource(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.startsWith(".") || List.of("target", "data", "node_modules").contains(name)) {
        return false;
      }
    }
    return true;
  }
}
