package dev.saldo.application.wallet;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Resolution;
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
 *
 * <p>Where the catalogue's settings say so, a call opens a customer whom nobody knows. It does so
 * before it is decided for real, so that whatever refuses it has a wallet to be explained by and to
 * be helped in. What would be refused for every customer opens nobody.
 */
public final class AuthorizeCall {
  private static final int ATTEMPTS_MAX = 3;

  private final Customers customers;
  private final Catalog catalog;
  private final PrepareCall prepare;
  private final Ledger ledger;
  private final OpenCustomer openCustomer;

  public AuthorizeCall(
      Customers customers,
      Catalog catalog,
      PrepareCall prepare,
      Ledger ledger,
      OpenCustomer openCustomer) {
    this.customers = customers;
    this.catalog = catalog;
    this.prepare = prepare;
    this.ledger = ledger;
    this.openCustomer = openCustomer;
  }

  /**
   * How a call is decided.
   *
   * @param newcomer as whom; empty for the stored customer
   */
  private record Way(
      Optional<Newcomer> newcomer,
      Function<Authorize, Decision<AuthorizeOutcome>> ask,
      FindOptions options) {}

  /**
   * Decides and holds; the same key gives the first answer again.
   *
   * @param audit how it is told that the call opens its customer
   */
  public CallResult authorize(
      Caller caller, CallRequest request, Optional<RequestKey> key, Audit<ReadWallet.View> audit) {
    Way way = new Way(Optional.empty(), ledger::submit, new FindOptions(prepare, ledger));
    CallResult result = decide(caller, request, key, way);
    if (!(result instanceof CallResult.CustomerUnknown)) {
      return result;
    }
    Optional<Newcomer> newcomer = newcomer(caller, request);
    if (newcomer.isEmpty()) {
      return result;
    }
    Optional<CallResult> refused = refusalOfAnybody(checked(newcomer.get(), request));
    if (refused.isPresent()) {
      return refused.get();
    }
    openCustomer.open(caller, newcomer.get().opening(), newcomer.get().told(audit));
    return decide(caller, request, key, way);
  }

  /** What {@link #authorize} would answer now, without any effect. */
  public CallResult check(Caller caller, CallRequest request) {
    Way way = new Way(Optional.empty(), ledger::preview, new FindOptions(prepare, ledger));
    CallResult result = decide(caller, request, Optional.empty(), way);
    return result instanceof CallResult.CustomerUnknown
        ? newcomer(caller, request).map(each -> checked(each, request)).orElse(result)
        : result;
  }

  /** On the newest catalogue, since no ledger says that the one known here is old. */
  private Optional<Newcomer> newcomer(Caller caller, CallRequest request) {
    return Newcomer.of(catalog.refresh(caller.tenant().id()), caller, request.customer());
  }

  private CallResult checked(Newcomer newcomer, CallRequest request) {
    Wallets wallets = newcomer.asOpened(ledger);
    Way way = new Way(Optional.of(newcomer), wallets::preview, new FindOptions(prepare, wallets));
    return decide(newcomer.caller(), request, Optional.empty(), way);
  }

  /** The answer to a call that no customer may make; empty for one that depends on the customer. */
  private static Optional<CallResult> refusalOfAnybody(CallResult expected) {
    return switch (expected) {
      case CallResult.Refused(AuthorizeOutcome.Refused refused, var _) ->
          isForEverybody(refused.reason())
              ? Optional.of(new CallResult.NobodyOpened(refused.reason()))
              : Optional.empty();
      case CallResult.EstimateRequired(), CallResult.ParentRefused _ -> Optional.of(expected);
      case CallResult.Held _,
          CallResult.CustomerUnknown _,
          CallResult.NobodyOpened _,
          CallResult.ContextForbidden _,
          CallResult.KeyReused _ ->
          Optional.empty();
    };
  }

  private static boolean isForEverybody(AuthorizeOutcome.Refusal reason) {
    return switch (reason) {
      case AuthorizeOutcome.TenantSuspended() -> true;
      case AuthorizeOutcome.NoRoute(var none) -> none == Resolution.Reason.FEATURE_UNKNOWN;
      case AuthorizeOutcome.CustomerSuspended _,
          AuthorizeOutcome.PriceMissing _,
          AuthorizeOutcome.MarginBelowFloor _,
          AuthorizeOutcome.LimitReached _,
          AuthorizeOutcome.WalletFrozen _,
          InsufficientCredits _ ->
          false;
    };
  }

  private CallResult decide(Caller caller, CallRequest request, Optional<RequestKey> key, Way way) {
    if (caller.key().customer().isPresent()
        && (request.profile().isPresent() || request.groups().isPresent())) {
      return new CallResult.ContextForbidden(request.profile().isPresent() ? "profile" : "groups");
    }
    TenantId tenant = caller.tenant().id();
    CatalogDocument known = catalog.current(tenant);
    Optional<Instant> at = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Optional<Customers.Party> party = party(caller, request, way);
      if (party.isEmpty()) {
        return new CallResult.CustomerUnknown();
      }
      WalletId wallet = party.get().customer().wallet();
      if (request.parent().filter(run -> !run.wallet().equals(wallet)).isPresent()) {
        return new CallResult.ParentRefused(AuthorizeOutcome.ParentFault.UNKNOWN);
      }
      PrepareCall.Asking asking =
          new PrepareCall.Asking(caller, party.get(), known, party.get().terms());
      Optional<Authorize> command = prepare.prepare(asking, request, key, at);
      if (command.isEmpty()) {
        return new CallResult.EstimateRequired();
      }
      switch (way.ask().apply(command.get())) {
        case Decision.Decided<AuthorizeOutcome> decided -> {
          return result(asking, request, key, decided.outcome(), way);
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

  private Optional<Customers.Party> party(Caller caller, CallRequest request, Way way) {
    if (way.newcomer().isPresent()) {
      return way.newcomer().map(Newcomer::party);
    }
    return caller.mayActFor(request.customer())
        ? customers.party(caller.tenant().id(), request.customer(), request.user())
        : Optional.empty();
  }

  private CallResult result(
      PrepareCall.Asking asking,
      CallRequest request,
      Optional<RequestKey> key,
      AuthorizeOutcome outcome,
      Way way) {
    return switch (outcome) {
      case AuthorizeOutcome.Held held -> new CallResult.Held(held, false);
      case AuthorizeOutcome.ParentRefused(var fault) -> new CallResult.ParentRefused(fault);
      case AuthorizeOutcome.Refused refused -> {
        List<CallResult.Option> found = way.options().find(asking, request, refused);
        Optional<ModelId> model =
            request.downgrade() && refused.reason() instanceof InsufficientCredits
                ? found.stream()
                    .filter(CallResult.Option.UseModel.class::isInstance)
                    .map(option -> ((CallResult.Option.UseModel) option).model())
                    .findFirst()
                : Optional.empty();
        yield model
            .flatMap(other -> prepare.prepare(asking, request.onModel(other), key))
            .map(way.ask())
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
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.ParentRefused _, var _, var _) ->
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
      case AuthorizeOutcome.Refused _, AuthorizeOutcome.ParentRefused _ ->
          throw new IllegalStateException("a refusal is never remembered");
    };
  }
}
