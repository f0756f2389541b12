package dev.saldo.application.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.Clock;
import dev.saldo.application.UnavailableException;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.ChargeUsage;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Serving;
import dev.saldo.domain.wallet.UsageOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Charges usage that had no hold, one event or many at a time. Each event stands for itself: what
 * becomes of one never depends on the others.
 *
 * <p>Events are prepared on the catalogue known here. Those for which catalogue or plan have
 * changed meanwhile are prepared again, three times at most; what was charged before stays so, and
 * is a repeat when everything is reported again.
 *
 * <p>Where the catalogue's settings say so, usage that can be charged opens a customer whom nobody
 * knows, as a call would.
 */
public final class ReportUsage {
  /** The most events that one report may bring. */
  public static final int EVENTS_MAX = 1_000;

  private static final int ATTEMPTS_MAX = 3;

  private final Customers customers;
  private final Catalog catalog;
  private final Ledger ledger;
  private final Clock clock;
  private final OpenCustomer openCustomer;

  public ReportUsage(
      Customers customers, Catalog catalog, Ledger ledger, Clock clock, OpenCustomer openCustomer) {
    this.customers = customers;
    this.catalog = catalog;
    this.ledger = ledger;
    this.clock = clock;
    this.openCustomer = openCustomer;
  }

  /** What became of an event. */
  public sealed interface Result {
    /**
     * It was looked at by the ledger.
     *
     * @param repeated whether this is the first answer again
     */
    record Answered(UsageOutcome outcome, boolean repeated) implements Result {}

    /** Another event had this source and id before. */
    record NameReused() implements Result {}

    /** There is no such customer, or the key may not act for it. */
    record CustomerUnknown() implements Result {}
  }

  /** Whose usage it is; many events of one report are the same person's. */
  private record Who(Key customer, Optional<Key> user) {}

  /**
   * Charges what is reported.
   *
   * @param reports at most {@link #EVENTS_MAX}
   * @param audits how it is told that usage opens a customer
   * @return one result for each, in their order
   */
  public List<Result> report(
      Caller caller, List<UsageReport> reports, Function<Key, Audit<ReadWallet.View>> audits) {
    require(reports.size() <= EVENTS_MAX, "must be at most " + EVENTS_MAX + " events");
    TenantId tenant = caller.tenant().id();
    Map<Integer, Result> results = new TreeMap<>();
    List<Integer> open = IntStream.range(0, reports.size()).boxed().toList();
    for (int attempt = 0; attempt < ATTEMPTS_MAX && !open.isEmpty(); attempt++) {
      CatalogDocument current = attempt == 0 ? catalog.current(tenant) : catalog.refresh(tenant);
      open = attempt(new Preparation(caller, current, audits), reports, open, results);
    }
    if (!open.isEmpty()) {
      throw new UnavailableException("catalogue", null);
    }
    return List.copyOf(results.values());
  }

  /** Adds results; returns the places of the reports that have to be prepared again. */
  private List<Integer> attempt(
      Preparation preparation,
      List<UsageReport> reports,
      List<Integer> open,
      Map<Integer, Result> results) {
    List<Integer> places = new ArrayList<>();
    List<ChargeUsage> commands = new ArrayList<>();
    for (int place : open) {
      Optional<ChargeUsage> command = preparation.command(reports.get(place));
      if (command.isPresent()) {
        places.add(place);
        commands.add(command.get());
      } else {
        results.put(place, new Result.CustomerUnknown());
      }
    }
    List<Decision<?>> decisions = ledger.submitAll(commands);
    List<Integer> stale = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Optional<Result> result = result(decisions.get(i));
      if (result.isPresent()) {
        results.put(places.get(i), result.get());
      } else {
        stale.add(places.get(i));
      }
    }
    return stale;
  }

  /** Empty when the command was stale. */
  private static Optional<Result> result(Decision<?> decision) {
    return switch (decision) {
      case Decision.Decided<?> decided -> Optional.of(answered(decided.outcome(), false));
      case Decision.Replayed<?> replayed -> Optional.of(answered(replayed.outcome(), true));
      case Decision.KeyReused<?> _ -> Optional.of(new Result.NameReused());
      case Decision.WalletUnknown<?> _ -> Optional.of(new Result.CustomerUnknown());
      case Decision.Stale<?> _ -> Optional.empty();
    };
  }

  private static Result answered(Object outcome, boolean repeated) {
    return new Result.Answered((UsageOutcome) outcome, repeated);
  }

  /** Turns reports into commands, on one catalogue. */
  private final class Preparation {
    private final Caller caller;
    private final PrepareUsage prepare;
    private final Function<Key, Audit<ReadWallet.View>> audits;
    private final Map<Who, Optional<Customers.Party>> parties = new HashMap<>();
    private Optional<CatalogDocument> newest = Optional.empty();

    Preparation(
        Caller caller, CatalogDocument document, Function<Key, Audit<ReadWallet.View>> audits) {
      this.caller = caller;
      this.prepare = new PrepareUsage(caller, document);
      this.audits = audits;
    }

    /** Empty when there is no such customer for the caller. */
    Optional<ChargeUsage> command(UsageReport report) {
      Who who = new Who(report.customer(), report.user());
      if (parties.computeIfAbsent(who, this::party).isEmpty() && opens(report)) {
        parties.put(who, party(who));
      }
      return parties
          .getOrDefault(who, Optional.empty())
          .map(party -> prepare.command(party, report));
    }

    /** Whether the customer is opened now; what nobody could be charged for opens nobody. */
    private boolean opens(UsageReport report) {
      Optional<Newcomer> newcomer =
          Newcomer.of(newest(), caller, report.customer()).filter(each -> isCharged(each, report));
      newcomer.ifPresent(
          each ->
              openCustomer.open(
                  caller, each.opening(), each.told(audits.apply(report.customer()))));
      return newcomer.isPresent();
    }

    /** Read again once, since no ledger says that the one known here is old. */
    private CatalogDocument newest() {
      if (newest.isEmpty()) {
        newest = Optional.of(catalog.refresh(caller.tenant().id()));
      }
      return newest.get();
    }

    private boolean isCharged(Newcomer newcomer, UsageReport report) {
      return ChargeUsage.accepts(report.at(), clock.now(caller.tenant().id()))
          && switch (prepare.command(newcomer.party(), report).serving()) {
            case Serving.ByModel _ -> true;
            case Serving.Unknown _ -> false;
          };
    }

    private Optional<Customers.Party> party(Who who) {
      return caller.mayActFor(who.customer())
          ? customers.party(caller.tenant().id(), who.customer(), who.user())
          : Optional.empty();
    }
  }
}
