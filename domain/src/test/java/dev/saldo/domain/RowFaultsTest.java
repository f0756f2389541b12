package dev.saldo.domain;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;

class RowFaultsTest {
  private final RowFaults faults = new RowFaults();
  private final RowFaults.Row row = faults.row("plans", "free/1", "plan free version 1");

  @Test
  void throwsNothingWhereEveryRuleHolds() {
    row.requireFirst(true, "");
    row.requireKnown(true, "plan", "plan", "free");
    row.require(true, "name", "must have a name");

    assertThatCode(faults::throwIfAny).doesNotThrowAnyException();
  }

  @Test
  void saysEveryRuleThatIsBrokenWithItsPlace() {
    row.requireFirst(false, "");
    row.requireKnown(false, "default", "plan", "gold");
    row.require(false, "name", "must have a name");

    assertThatThrownBy(faults::throwIfAny)
        .isInstanceOf(InvalidRowsException.class)
        .hasMessage(
            "two rows for plan free version 1;"
                + " plan free version 1 names an unknown plan: gold;"
                + " plan free version 1 must have a name")
        .asInstanceOf(type(InvalidRowsException.class))
        .extracting(refused -> refused.faults().getLast())
        .isEqualTo(new RowFault("plans", "free/1", "name", "plan free version 1 must have a name"));
  }

  @Test
  void saysFiftyFaultsAtOnceAtMost() {
    for (int i = 0; i < 60; i++) {
      row.require(false, "name", "must have a name");
    }

    assertThatThrownBy(faults::throwIfAny)
        .asInstanceOf(type(InvalidRowsException.class))
        .extracting(refused -> refused.faults().size())
        .isEqualTo(50);
  }
}
