package dev.saldo.domain;

import java.util.List;
import java.util.stream.Collectors;

/** Rows that do not hold together, each with its place and the rule. */
public final class InvalidRowsException extends InvalidValueException {
  private static final long serialVersionUID = 1L;

  private final transient List<RowFault> faults;

  /**
   * Says which rules were broken where.
   *
   * @param faults at least one
   */
  public InvalidRowsException(List<RowFault> faults) {
    super(faults.stream().map(RowFault::text).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, in the order of the rows. */
  public List<RowFault> faults() {
    return faults;
  }
}
