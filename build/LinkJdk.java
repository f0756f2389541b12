import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Links a path to the JDK that runs this, for tools that do not know toolchains. */
final class LinkJdk {

  private LinkJdk() {}

  /** {@code LinkJdk <path>}: a link that is there already is replaced. */
  static void main(String[] args) throws IOException {
    Path link = Path.of(args[0]);
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(System.getProperty("java.home")));
  }
}
