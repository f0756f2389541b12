package dev.saldo.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.verification.AnswerLog.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswerLogTest {
  @TempDir private Path directory;

  @Test
  void hasAnAnswerInTheFileBeforeTheCallerGoesOn() throws IOException {
    Path file = directory.resolve("answers.log");
    Told told = told("k-1");
    try (AnswerLog log = new AnswerLog(file)) {
      log.append(told);
      assertThat(AnswerLog.read(file)).containsExactly(told);
    }
  }

  @Test
  void keepsWhatManyCallersWereTold() throws IOException {
    Path file = directory.resolve("answers.log");
    Set<Told> all = ConcurrentHashMap.newKeySet();
    try (AnswerLog log = new AnswerLog(file)) {
      IntStream.range(0, 200)
          .mapToObj(
              caller ->
                  Thread.ofVirtual()
                      .start(
                          () -> {
                            Told told = told("k-" + caller);
                            log.append(told);
                            all.add(told);
                          }))
          .toList()
          .forEach(AnswerLogTest::join);
    }
    assertThat(AnswerLog.read(file)).hasSize(200).containsExactlyInAnyOrderElementsOf(all);
    assertThat(Files.readAllLines(file)).hasSize(200);
  }

  @Test
  void refusesWhatWouldNotBeOneLine() throws IOException {
    try (AnswerLog log = new AnswerLog(directory.resolve("answers.log"))) {
      Told twoLines = new Told(Request.get("/x"), 200, "a\nb");
      assertThatThrownBy(() -> log.append(twoLines)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(AnswerLog.read(directory.resolve("answers.log"))).isEqualTo(List.of());
  }

  private static Told told(String key) {
    return new Told(Request.authorize("customer", key, 1), 201, "{\"id\":\"auth_1\"}");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
