package dev.saldo.benchmarks.domain;

import dev.saldo.benchmarks.RoomyCatalog;
import dev.saldo.benchmarks.TypicalCalls;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Settle;
import dev.saldo.domain.wallet.Snapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.openjdk.jmh.annotations.State;

/** A wallet with an allowance and a bought grant, on which a user's call is asked and settled. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class TypicalWallet {
  private static final TenantId TENANT = new TenantId(1);
  private static final WalletId WALLET = new WalletId(1_000_000);
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private final Instant now = Instant.parse("2026-11-10T15:00:00Z");
  private final CatalogDocument catalog = RoomyCatalog.document();
  private final TypicalCalls calls = new TypicalCalls(TENANT, catalog, now);
  private final Authorize authorize = calls.authorize(WALLET, "authorize-1");
  private final Price price =
      catalog
          .prices()
          .pricesAt(now)
          .find(TypicalCalls.PLAN, TypicalCalls.FEATURE, new ModelId("openai", "gpt-4o-mini"))
          .orElseThrow()
          .price();
  private final Snapshot beforeAuthorize;
  private final Snapshot beforeSettle;
  private final Settle settle;

  /** Opens the wallet, grants and asks. */
  public TypicalWallet() {
    Snapshot nothing =
        new Snapshot(
            true,
            catalog.version(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            now);
    Snapshot open =
        after(
            nothing,
            new OpenWallet(
                TENANT,
                WALLET,
                new Key("school-42"),
                calls.terms(),
                ZONE,
                OptionalInt.empty(),
                Optional.empty(),
                TypicalCalls.actor()));
    beforeAuthorize = counted(after(open, TypicalCalls.grant(TENANT, WALLET, Credits.of(1_000))));
    Decision<?> decision = authorize.decide(beforeAuthorize, now);
    if (!(decision instanceof Decision.Decided<?> decided
        && decided.outcome() instanceof Held held)) {
      throw new IllegalStateException("the call is refused: " + decision);
    }
    beforeSettle = beforeAuthorize.after(decided.change());
    settle = calls.settle(held.id(), "settle-1");
  }

  private Snapshot after(Snapshot before, LedgerCommand<?> command) {
    if (command.decide(before, now) instanceof Decision.Decided<?> decided) {
      return before.after(decided.change());
    }
    throw new IllegalStateException("the wallet was not opened");
  }

  private Snapshot counted(Snapshot before) {
    Map<CounterKey, Counter> counters = new HashMap<>();
    for (CounterKey key : authorize.reads(before.wallet().orElseThrow(), now).counters()) {
      counters.put(key, new Counter(5, 1));
    }
    return new Snapshot(
        before.tenantActive(),
        before.catalogVersion(),
        before.wallet(),
        before.grants(),
        before.holds(),
        before.laterExpiry(),
        counters,
        before.remembered(),
        before.recordedAt());
  }

  Authorize authorize() {
    return authorize;
  }

  Settle settle() {
    return settle;
  }

  Snapshot beforeAuthorize() {
    return beforeAuthorize;
  }

  Snapshot beforeSettle() {
    return beforeSettle;
  }

  Instant now() {
    return now;
  }

  Price price() {
    return price;
  }

  FeatureMatrix matrix() {
    return catalog.matrix();
  }
}
