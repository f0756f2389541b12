package dev.saldo.domain.plan;

/** On which day of the month the billing cycles of a plan begin. */
public enum CycleKind {
  /** On the first, for every customer. */
  CALENDAR_MONTH,
  /** On the customer's own day. */
  ANNIVERSARY_MONTH;

  /**
   * The day of the month, 1 to 31.
   *
   * @param anchor the customer's own day
   */
  public int day(int anchor) {
    return switch (this) {
      case CALENDAR_MONTH -> 1;
      case ANNIVERSARY_MONTH -> anchor;
    };
  }
}
