package dev.saldo.verification.model;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is stored of a wallet, when nothing is under way and nothing is due.
 *
 * @param plan the one it was opened on
 * @param accounts its balances, in micro-credits
 * @param reserved what open holds have of the room for debt
 * @param planAndCycle where it stands, such as {@code pro to 2027-01-01T00:00:00Z}
 * @param grants the credits of each in its buckets, the oldest first
 * @param holds their states, by number
 * @param counts what counts in its windows, as text
 * @param entries by sequence
 * @param operations by number
 */
public record Stored(
    String customer,
    Plan plan,
    Instant opened,
    Instant now,
    Map<String, BigInteger> accounts,
    BigInteger reserved,
    String planAndCycle,
    List<Grant> grants,
    Map<Long, String> holds,
    Map<String, String> counts,
    List<Entry> entries,
    List<Operation> operations) {

  /** A grant. */
  public record Grant(long number, Map<String, BigInteger> buckets) {}

  /**
   * A transfer between two accounts.
   *
   * @param after the balances behind it of what is available, held and owed
   */
  public record Entry(
      long sequence,
      long command,
      String from,
      String to,
      BigInteger amount,
      OptionalLong grant,
      Map<String, BigInteger> after) {}

  /**
   * What is remembered of a command.
   *
   * @param number tells its place, and in its upper bits the millisecond
   * @param effect as {@link Told} names it
   * @param said what is stored beside entries, by the names that answers have
   */
  public record Operation(long number, String effect, Map<String, String> said) {
    private static final int PLACE_BITS = 20;

    Instant at() {
      return Instant.ofEpochMilli(number >> PLACE_BITS);
    }
  }
}
