package dev.saldo.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.Concurrently;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionsIT {
  private static final List<String> DIVIDED = List.of("entry", "operation");

  private final TestDatabase database = TestDatabase.get();

  @Test
  void makesWhatIsMissingOfThreeMonthsAheadOnceHoweverManyDoIt() throws Exception {
    List<String> ahead = partitions();
    String last = ahead.getLast();
    database.asOwner(owner -> Sql.of("drop table " + last).update(owner));

    Concurrently.inParallel(
        4,
        () -> {
          new Partitions(database.ledger()).ensure();
          return true;
        });

    assertThat(ahead).allSatisfy(name -> assertThat(exists(name)).as(name).isTrue());
  }

  private static List<String> partitions() {
    YearMonth now = YearMonth.now(ZoneOffset.UTC);
    return IntStream.rangeClosed(0, 3)
        .mapToObj(now::plusMonths)
        .map(month -> month.format(DateTimeFormatter.ofPattern("_yyyy_MM")))
        .flatMap(month -> DIVIDED.stream().map(table -> table + month))
        .toList();
  }

  private boolean exists(String table) {
    Sql query = Sql.of("select to_regclass(?) is not null as there", table);
    return database
        .<Optional<Boolean>>asOwner(owner -> query.first(owner, row -> row.getBoolean("there")))
        .orElseThrow();
  }
}
