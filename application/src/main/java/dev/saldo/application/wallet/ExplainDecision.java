package dev.saldo.application.wallet;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Explanation;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.domain.wallet.Route;
import java.util.Optional;

/**
 * Explains a decision that was made, from its stored inputs, the catalogue it was made on and its
 * time.
 */
public final class ExplainDecision {
  private final Customers customers;
  private final WalletRecords records;
  private final Catalog catalog;

  public ExplainDecision(Customers customers, WalletRecords records, Catalog catalog) {
    this.customers = customers;
    this.records = records;
    this.catalog = catalog;
  }

  /**
   * An explanation.
   *
   * @param matrix what the matrix of that catalogue answers to the stored question
   */
  public record Explained(DecisionId id, Explanation explanation, Resolution matrix) {
    /**
     * Whether the matrix answers now what the decision was made on, and the rules, asked again on
     * what is stored, lead to the stored outcome.
     */
    public boolean isReplayed() {
      return isResolvedAlike() && explanation.leadsToOutcome();
    }

    private boolean isResolvedAlike() {
      DecisionRecord decision = explanation.decision();
      return switch (matrix) {
        case Resolution.Resolved(var candidates, var _, var _) ->
            candidates.equals(decision.routes().stream().map(Route::candidate).toList());
        case Resolution.Unresolved(var reason, var _, var _) ->
            decision.routes().isEmpty()
                && (decision.isBeforeAll() || decision.outcome().equals(RefusalCode.of(reason)));
      };
    }
  }

  /** The explanation; empty when there is no such decision, or the key may not see it. */
  public Optional<Explained> explain(Caller caller, DecisionId id) {
    TenantId tenant = caller.tenant().id();
    if (!WalletOf.mayTouch(customers, caller, id.wallet())) {
      return Optional.empty();
    }
    return records
        .decision(tenant, id)
        .map(
            decision ->
                new Explained(id, Explanation.of(decision), resolution(tenant, id, decision)));
  }

  private Resolution resolution(TenantId tenant, DecisionId id, DecisionRecord decision) {
    Key customer = customers.of(tenant, id.wallet()).orElseThrow().key();
    return catalog
        .version(tenant, decision.catalogVersion())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "catalogue " + decision.catalogVersion() + " should be kept"))
        .matrix()
        .resolve(
            decision.call().on(decision.plan(), decision.allowFallback(), customer, decision.at()));
  }
}
