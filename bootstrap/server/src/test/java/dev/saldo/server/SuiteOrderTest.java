package dev.saldo.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What decides again what the suite decided comes after all of it. */
class SuiteOrderTest {
  private static final Path SETTINGS = Path.of("src/test/resources/junit-platform.properties");

  @Test
  void runsEveryDecisionLast() throws Exception {
    assertThat(settings())
        .containsEntry(
            ClassOrderer.DEFAULT_ORDER_PROPERTY_NAME, ClassOrderer.OrderAnnotation.class.getName());
    assertThat(requireNonNull(EveryDecisionIT.class.getAnnotation(Order.class)).value())
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(suite())
        .hasSizeGreaterThan(1)
        .filteredOn(SuiteOrderTest::isOrdered)
        .containsExactly(EveryDecisionIT.class);
  }

  private static boolean isOrdered(Class<?> test) {
    return test.isAnnotationPresent(Order.class);
  }

  private static Class<?> inSuite(String name) throws ClassNotFoundException {
    Class<?> mine = SuiteOrderTest.class;
    return Class.forName(mine.getPackageName() + "." + name, false, mine.getClassLoader());
  }

  private static Properties settings() throws IOException {
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(SETTINGS)) {
      settings.load(file);
    }
    return settings;
  }

  private static List<Class<?>> suite() throws Exception {
    List<Class<?>> suite = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/java/dev/saldo/server"))) {
      for (Path file : files.filter(each -> each.toString().endsWith("IT.java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        suite.add(inSuite(name));
      }
    }
    return suite;
  }
}
