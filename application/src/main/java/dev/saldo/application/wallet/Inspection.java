package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a look at stored wallets showed.
 *
 * @param tallies how much was looked at, by tenant
 * @param findings what is wrong in these wallets
 * @param fresh those of the findings that were not known before
 */
public record Inspection(
    Map<TenantId, Tally> tallies, List<AuditFinding> findings, List<AuditFinding> fresh) {
  /** Nothing was looked at. */
  public static final Inspection NOTHING = new Inspection(Map.of(), List.of(), List.of());

  public Inspection {
    tallies = Map.copyOf(tallies);
    findings = List.copyOf(findings);
    fresh = List.copyOf(fresh);
  }

  /** How many wallets were looked at, and how many entries of them were followed. */
  public record Tally(long wallets, long entries) {
    /** Both together. */
    public Tally plus(Tally other) {
      return new Tally(wallets + other.wallets, entries + other.entries);
    }
  }

  /** Both together. */
  public Inspection and(Inspection other) {
    Map<TenantId, Tally> sums = new HashMap<>(tallies);
    other.tallies.forEach((tenant, tally) -> sums.merge(tenant, tally, Tally::plus));
    return new Inspection(sums, joined(findings, other.findings), joined(fresh, other.fresh));
  }

  /** All tenants together. */
  public Tally total() {
    return tallies.values().stream().reduce(new Tally(0, 0), Tally::plus);
  }

  /** How many findings are this tenant's. */
  public long findingsOf(TenantId tenant) {
    return findings.stream().filter(finding -> finding.tenant().equals(tenant)).count();
  }

  private static List<AuditFinding> joined(List<AuditFinding> first, List<AuditFinding> more) {
    return Stream.concat(first.stream(), more.stream()).toList();
  }
}
