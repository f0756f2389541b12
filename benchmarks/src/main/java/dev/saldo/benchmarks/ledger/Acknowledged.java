package dev.saldo.benchmarks.ledger;

/** How many operations the ledger has answered with success, from the first to the last. */
record Acknowledged(long holds, long settlements) {
  static final Acknowledged NOTHING = new Acknowledged(0, 0);

  Acknowledged plus(Acknowledged other) {
    return new Acknowledged(holds + other.holds, settlements + other.settlements);
  }

  /** One line of text for another process. */
  String toText() {
    return holds + " " + settlements;
  }

  /** What another process has written. */
  static Acknowledged parse(String text) {
    String[] parts = text.split(" ", -1);
    return new Acknowledged(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }
}
