package dev.saldo.application.wallet;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides whether a call may run, on which model and at what price, and holds its credits.
 *
 * <p>The matrix is resolved on the catalogue known here, for now. When catalogue or plan have
 * changed meanwhile, or an override has begun or ended, the ledger says so and the call is prepared
 * again, three times at most.
 */
public final class AuthorizeCall {
  private static final int ATTEMPTS_MAX = 3;

  private final Customers customers;
  private final Catalog catalog;
  private final PrepareCall prepare;
  private final Ledger ledger;
  private final FindOptions options;

  public AuthorizeCall(Customers customers, Catalog catalog, PrepareCall prepare, Ledger ledger) {
    this.customers = customers;
    this.catalog = catalog;
    this.prepare = prepare;
    this.ledger = ledger;
    this.options = new FindOptions(prepare, ledger);
  }

  /** Decides and holds; the same key gives the first answer again. */
  public CallResult authorize(Caller caller, CallRequest request, Optional<RequestKey> key) {
    return decide(caller, request, key, ledger::submit);
  }

  /** What {@link #authorize} would answer now, without any effect. */
  public CallResult check(Caller caller, CallRequest request) {
    return decide(caller, request, Optional.empty(), ledger::preview);
  }

  private CallResult decide(
      Caller caller,
      CallRequest request,
      Optional<RequestKey> key,
      Function<Authorize, Decision<AuthorizeOutcome>> ask) {
    if (caller.key().customer().isPresent()
        && (request.profile().isPresent() || request.groups().isPresent())) {
      return new CallResult.ContextForbidden(request.profile().isPresent() ? "profile" : "groups");
    }
    TenantId tenant = caller.tenant().id();
    CatalogDocument known = catalog.current(tenant);
    Optional<Instant> at = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Optional<Customers.Party> party = party(caller, request);
      if (party.isEmpty()) {
        return new CallResult.CustomerUnknown();
      }
      PrepareCall.Asking asking =
          new PrepareCall.Asking(caller, party.get(), known, party.get().terms());
      Optional<Authorize> command = prepare.prepare(asking, request, key, at);
      if (command.isEmpty()) {
        return new CallResult.EstimateRequired();
      }
      switch (ask.apply(command.get())) {
        case Decision.Decided<AuthorizeOutcome> decided -> {
          return result(asking, request, key, decided.outcome(), ask);
        }
        case Decision.Replayed<AuthorizeOutcome> replayed -> {
          return replayed(replayed.outcome());
        }
        case Decision.KeyReused<AuthorizeOutcome> _ -> {
          return new CallResult.KeyReused();
        }
        case Decision.WalletUnknown<AuthorizeOutcome> _ -> {
          return new CallResult.CustomerUnknown();
        }
        case Decision.Stale<AuthorizeOutcome>(var decidedAt) -> {
          known = catalog.refresh(tenant);
          at = decidedAt;
        }
      }
    }
    throw new UnavailableException("catalogue", null);
  }

  private Optional<Customers.Party> party(Caller caller, CallRequest request) {
    return caller.mayActFor(request.customer())
        ? customers.party(caller.tenant().id(), request.customer(), request.user())
        : Optional.empty();
  }

  private CallResult result(
      PrepareCall.Asking asking,
      CallRequest request,
      Optional<RequestKey> key,
      AuthorizeOutcome outcome,
      Function<Authorize, Decision<AuthorizeOutcome>> ask) {
    return switch (outcome) {
      case AuthorizeOutcome.Held held -> new CallResult.Held(held, false);
      case AuthorizeOutcome.Refused refused -> {
        List<CallResult.Option> found = options.find(asking, request, refused);
        Optional<ModelId> model =
            request.downgrade() && refused.reason() instanceof InsufficientCredits
                ? found.stream()
                    .filter(CallResult.Option.UseModel.class::isInstance)
                    .map(option -> ((CallResult.Option.UseModel) option).model())
                    .findFirst()
                : Optional.empty();
        yield model
            .flatMap(other -> prepare.prepare(asking, request.onModel(other), key))
            .map(ask)
            .flatMap(AuthorizeCall::cheaper)
            .orElseGet(() -> new CallResult.Refused(refused, found));
      }
    };
  }

  /** What the cheaper model led to; empty when it was refused too. */
  private static Optional<CallResult> cheaper(Decision<AuthorizeOutcome> decision) {
    return switch (decision) {
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.Held held, var _, var _) ->
          Optional.of(new CallResult.Held(held, false));
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.Refused _, var _, var _) ->
          Optional.empty();
      case Decision.Replayed<AuthorizeOutcome>(var outcome) -> Optional.of(replayed(outcome));
      case Decision.KeyReused<AuthorizeOutcome> _ -> Optional.of(new CallResult.KeyReused());
      case Decision.WalletUnknown<AuthorizeOutcome> _ -> Optional.empty();
      case Decision.Stale<AuthorizeOutcome> _ -> Optional.empty();
    };
  }

  private static CallResult replayed(AuthorizeOutcome outcome) {
    return switch (outcome) {
      case AuthorizeOutcome.Held held -> new CallResult.Held(held, true);
      case AuthorizeOutcome.Refused _ ->
          throw new IllegalStateException("a refusal is never remembered");
    };
  }
}
