package dev.saldo.domain.wallet;

import java.time.Duration;
import java.util.Optional;

/**
 * Where stories of holds are played: one wallet, by whatever means. One credit is charged for every
 * started 1,000 tokens; a hold lives 15 minutes. Answers are sentences such as {@code charged 7
 * returned 3}, preceded by {@code again} when they are the first ones again, and refusals the codes
 * of the API.
 */
public interface HoldWorld {
  /** Opens the wallet, on a plan that gives nothing. */
  void open(String policy, long debtLimit);

  /** Grants credits, for a time or for ever. */
  void grant(long credits, Optional<Duration> validity);

  /** Lets time pass. */
  void pass(Duration time);

  /** Asks for a hold, of a run if one is named. */
  String hold(String name, Optional<String> run, long credits);

  /** Settles: {@code how} is empty, {@code estimated}, {@code failed} or {@code elsewhere}. */
  String settle(String name, long credits, String how);

  /** Settles without saying what was used. */
  String close(String name);

  /** Releases. */
  String release(String name);

  /** Extends by credits, time or both. */
  String extend(String name, long credits, Optional<Duration> lifetime);

  /** Corrects. */
  String amend(String name, long credits);

  /** Credits available, held and owed. */
  String balance();
}
