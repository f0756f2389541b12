package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.Resolution;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Says which models the matrix offers in a context, without looking at limits or credits. */
public final class ResolveRoutes {
  private final Customers customers;
  private final Catalog catalog;
  private final Clock clock;

  public ResolveRoutes(Customers customers, Catalog catalog, Clock clock) {
    this.customers = customers;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * A context: of a customer, or of a plan without one.
   *
   * @param customer exactly one of customer and plan is given
   */
  public record Request(
      Optional<Key> customer,
      Optional<String> plan,
      String feature,
      Optional<String> profile,
      Optional<Set<String>> groups,
      Optional<Key> user,
      Optional<String> role,
      Optional<ModelId> model) {}

  /** How it went. */
  public sealed interface Result {
    /** The matrix answered. */
    record Resolved(Resolution resolution) implements Result {}

    /** There is no such customer, or the key is bound to another. */
    record CustomerUnknown() implements Result {}

    /** The catalogue has no such plan. */
    record PlanUnknown() implements Result {}
  }

  /** Resolves on the newest catalogue, for now. */
  public Result resolve(Caller caller, Request request) {
    CatalogDocument document = catalog.refresh(caller.tenant().id());
    Instant now = clock.now(caller.tenant().id());
    if (request.plan().isPresent()) {
      return document.plan(request.plan().get()).isEmpty()
          ? new Result.PlanUnknown()
          : resolve(document, request, request.plan().get(), Optional.empty(), now);
    }
    Key customer = request.customer().orElseThrow();
    if (!caller.mayActFor(customer)) {
      return new Result.CustomerUnknown();
    }
    return customers
        .party(caller.tenant().id(), customer, request.user())
        .or(() -> Newcomer.of(document, caller, customer).map(Newcomer::party))
        .map(party -> resolve(document, request, party.terms().plan(), Optional.of(party), now))
        .orElseGet(Result.CustomerUnknown::new);
  }

  private static Result resolve(
      CatalogDocument document,
      Request request,
      String plan,
      Optional<Customers.Party> party,
      Instant now) {
    return new Result.Resolved(
        document
            .matrix()
            .resolve(
                new MatrixContext(
                    plan,
                    request.feature(),
                    party
                        .map(known -> known.profile(request.profile()))
                        .orElseGet(() -> request.profile().orElse(User.PROFILE_DEFAULT)),
                    party
                        .map(known -> known.groups(request.groups()))
                        .orElseGet(() -> request.groups().orElse(Set.of())),
                    party.map(known -> known.customer().key().value()),
                    request.user().map(Key::value),
                    request.role(),
                    request.model(),
                    false,
                    Set.of(),
                    now)));
  }
}
