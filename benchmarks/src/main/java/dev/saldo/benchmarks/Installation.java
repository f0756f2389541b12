package dev.saldo.benchmarks;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.identity.SetUpInstallation;
import dev.saldo.application.wallet.Ledger;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenOutcome;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.out.postgres.Migrations;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import dev.saldo.out.postgres.identity.PostgresTenants;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;

/**
 * A migrated database with one tenant and its catalogue.
 *
 * @param catalog the tenant's current catalogue
 */
public record Installation(TenantId tenant, CatalogDocument catalog) {
  /** How many commands are handed over at once while wallets are opened. */
  private static final int CHUNK_MAX = 1_000;

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final Credits GRANT = Credits.of(1_000_000_000);

  /** Ids as the server makes them hold milliseconds in their upper bits. */
  private static final int RANDOM_BITS = 20;

  private static final long STEP = 7_919;

  /** Held here because the logging system forgets loggers that nobody holds. */
  private static final Logger MIGRATION_LOG = Logger.getLogger("org.flywaydb");

  /** Migrates, and creates the tenant and its catalogue unless they are there. */
  public static Installation in(DatabaseLogins logins) {
    MIGRATION_LOG.setLevel(Level.WARNING);
    new Migrations(logins.owner(), logins.appLogin(), logins.ledgerLogin()).run();
    TenantWork work = new TenantWork(logins.app());
    TenantId tenant = new PostgresTenants(work).add(SetUpInstallation.LIVE_TENANT, false).id();
    Catalog catalog = new PostgresCatalog(work);
    if (catalog.isEmpty(tenant)) {
      catalog.publish(tenant, RoomyCatalog.document());
    }
    return new Installation(tenant, catalog.current(tenant));
  }

  /** The calls that are measured. */
  public TypicalCalls calls() {
    return new TypicalCalls(tenant, catalog, Instant.now());
  }

  /** The id of a first wallet that nobody has. */
  public static WalletId newFirst() {
    return new WalletId(Instant.now().toEpochMilli() << RANDOM_BITS);
  }

  /** The ids of so many wallets; the same first gives the same others. */
  public static List<WalletId> wallets(WalletId first, int count) {
    return LongStream.range(0, count)
        .mapToObj(number -> new WalletId(first.value() + number * STEP))
        .toList();
  }

  /** Opens wallets, each with its plan's allowance and more credits than it can spend. */
  public void open(Ledger ledger, List<WalletId> wallets) {
    int count = wallets.size();
    for (int from = 0; from < count; from += CHUNK_MAX) {
      List<WalletId> chunk = wallets.subList(from, Math.min(count, from + CHUNK_MAX));
      submit(ledger, chunk.stream().map(this::open).toList());
      submit(ledger, chunk.stream().map(this::grant).toList());
    }
  }

  private static void submit(Ledger ledger, List<? extends LedgerCommand<?>> commands) {
    List<Decision<?>> others = new ArrayList<>(ledger.submitAll(commands));
    others.removeIf(
        decision ->
            decision instanceof Decision.Decided<?> decided
                && (decided.outcome() instanceof OpenOutcome.Opened
                    || decided.outcome() instanceof GrantOutcome.Granted));
    if (!others.isEmpty()) {
      throw new IllegalStateException("a wallet was not opened: " + others.getFirst());
    }
  }

  private OpenWallet open(WalletId wallet) {
    return new OpenWallet(
        tenant,
        wallet,
        new Key("customer-" + wallet.value()),
        catalog.plan(TypicalCalls.PLAN).orElseThrow().terms(),
        ZONE,
        OptionalInt.empty(),
        Optional.empty(),
        TypicalCalls.actor());
  }

  private IssueGrant grant(WalletId wallet) {
    return TypicalCalls.grant(tenant, wallet, GRANT);
  }
}
