package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Audits the wallets that changed since they were last audited, of all tenants. Any number of
 * instances may try: one at a time does it, and it goes on where the last one stopped.
 */
public final class AuditChangedWallets {
  private final LedgerInspection inspection;
  private final AuditRuns runs;
  private final InstantSource time;
  private final Sizes sizes;

  /**
   * How much is done at once.
   *
   * @param roundMax wallets of one round
   * @param stateMax wallets that are judged in one consistent state
   */
  public record Sizes(int roundMax, int stateMax) {
    /** A round takes seconds, and no state is kept for longer than a fraction of one. */
    public static final Sizes DEFAULT = new Sizes(5_000, 200);
  }

  /** An audit by the real time. */
  public AuditChangedWallets(
      LedgerInspection inspection, AuditRuns runs, InstantSource time, Sizes sizes) {
    this.inspection = inspection;
    this.runs = runs;
    this.time = time;
    this.sizes = sizes;
  }

  /**
   * What a round did.
   *
   * @param more whether as many wallets had changed as a round may take
   */
  public record Round(Inspection inspection, boolean more) {}

  /**
   * Does one round. States that cannot be judged keep it from no other, and from being up to date.
   *
   * @param shown is told of each state as soon as it was judged, also when the round fails later
   * @return empty when another instance is at it
   * @throws dev.saldo.application.UnavailableException if the store does not answer
   */
  public Optional<Round> audit(Consumer<Inspection> shown) {
    return runs.alone(AuditRun.Kind.INCREMENTAL, () -> round(shown));
  }

  private Round round(Consumer<Inspection> shown) {
    Instant began = time.instant();
    List<LedgerInspection.Changed> changed = inspection.changed(sizes.roundMax());
    List<Inspection> states = new ArrayList<>();
    OneByOne judging = new OneByOne();
    for (int from = 0; from < changed.size(); from += sizes.stateMax()) {
      List<LedgerInspection.Changed> wallets =
          changed.subList(from, Math.min(from + sizes.stateMax(), changed.size()));
      judging.attempt(
          () -> {
            Inspection state = inspection.inspect(wallets);
            states.add(state);
            shown.accept(state);
          });
    }
    Inspection all = states.stream().reduce(Inspection.NOTHING, Inspection::and);
    keep(all, began);
    judging.end();
    boolean more = changed.size() >= sizes.roundMax();
    if (!more) {
      runs.upToDate();
    }
    return new Round(all, more);
  }

  private void keep(Inspection all, Instant began) {
    Instant ended = time.instant();
    for (Map.Entry<TenantId, Inspection.Tally> each : all.tallies().entrySet()) {
      TenantId tenant = each.getKey();
      runs.add(
          tenant,
          AuditRun.Kind.INCREMENTAL,
          new AuditRun.End(
              ended, Duration.between(began, ended), each.getValue(), all.findingsOf(tenant)));
    }
  }
}
