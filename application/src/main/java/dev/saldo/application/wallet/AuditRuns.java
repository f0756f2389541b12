package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the self-audit did, was asked to do, and knows to be wrong.
 *
 * <p>Every method throws {@link dev.saldo.application.UnavailableException} when the store does not
 * answer.
 */
public interface AuditRuns {
  /**
   * Does the work while no other instance does runs of this kind; empty, with nothing done, while
   * one does. When the process dies, others may go on at once.
   */
  <T> Optional<T> alone(AuditRun.Kind kind, Supplier<T> work);

  /** Asks for a full run of a tenant: the one that waits already, if there is one. */
  AuditRun request(TenantId tenant);

  /** A full run that was asked for. */
  record Requested(TenantId tenant, String id) {}

  /** The runs of all tenants that were asked for and have not ended, the oldest first. */
  List<Requested> requested();

  /** Ends a run that was asked for; one that has ended stays as it is. */
  void end(Requested run, AuditRun.End end);

  /** Adds a run that has ended. */
  void add(TenantId tenant, AuditRun.Kind kind, AuditRun.End end);

  /** Notes that all changed wallets of all tenants were looked at. */
  void upToDate();

  /**
   * A finding that still stands.
   *
   * @param customer the key of the wallet's customer, if the wallet's row is there
   * @param foundAt when it was first found
   * @param seenAt when it was last found
   */
  record Standing(
      AuditFinding finding, Optional<String> customer, Instant foundAt, Instant seenAt) {}

  /**
   * What the self-audit knows of a tenant.
   *
   * @param upToDateAt when all its changed wallets had been looked at; empty before the first time
   * @param findings how many findings stand
   * @param standing the newest of them
   * @param runs the newest first
   */
  record Report(
      Optional<Instant> upToDateAt, long findings, List<Standing> standing, List<AuditRun> runs) {
    public Report {
      standing = List.copyOf(standing);
      runs = List.copyOf(runs);
    }
  }

  /**
   * What is known of a tenant.
   *
   * @param max findings, and runs of each kind, at most
   */
  Report report(TenantId tenant, int max);

  /**
   * What is known of the installation, without saying of whom.
   *
   * @param findings how many findings stand, of all tenants
   */
  record Status(long findings, Optional<Instant> upToDateAt) {}

  /** What is known of the installation. */
  Status status();
}
