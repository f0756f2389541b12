package dev.saldo.in.rest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.PaymentPeriod;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.in.rest.wire.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plan in the guide is one. */
class CyclesDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "cycles.md");
  private static final Pattern PLAN =
      Pattern.compile("```yaml\nplans:\n  - (.*?)```", Pattern.DOTALL);

  @Test
  void describesAPlanThatCanBeApplied() throws IOException {
    Matcher found = PLAN.matcher(Files.readString(DOCUMENT));
    assertThat(found.find()).isTrue();
    CatalogPlan row =
        StrictYaml.MAPPER.readValue(found.group(1).replace("\n    ", "\n"), CatalogPlan.class);

    Plan plan = row.toPlan("plans[0]").make().apply(1);

    assertThat(plan.terms().cycle()).isEqualTo(CycleKind.ANNIVERSARY_MONTH);
    assertThat(plan.terms().rollover()).contains(Rollover.forCycles(Credits.of(200), 1));
    assertThat(plan.paymentPeriod()).isEqualTo(new PaymentPeriod(12));
  }
}
