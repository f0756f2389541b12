package dev.saldo.verification;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.out.postgres.Migrations;
import dev.saldo.out.postgres.RoleLogin;
import dev.saldo.out.postgres.wallet.GroupCommitLedger;
import dev.saldo.out.postgres.wallet.LedgerWatch;
import dev.saldo.verification.FaultProxy.Fate;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * A ledger whose connection breaks in its commits: before the server got them, after it did them,
 * in the middle of the answer. Every command must be answered, with the one effect that is stored.
 */
final class CommitCuts {
  static final String NAME = "commit cuts";
  private static final int CALLERS = 16;
  private static final int WALLETS = 8;
  private static final int TOKENS_MAX = 5_000;
  private static final String HOLDS = "select count(*) from hold where wallet_id = any (?)";
  private static final PlanTerms PLAN = Samples.plan("free", 100);

  private final Site site;
  private final Scale scale;
  private final long seed;
  private final PrintStream out;
  private final Random fates;
  private final Faults faults = new Faults();
  private final List<WalletId> wallets = new ArrayList<>();
  private final Map<LedgerCommand<?>, Outcome> answered = new ConcurrentHashMap<>();
  private final AtomicInteger unavailable = new AtomicInteger();
  private final AtomicLong slowestNanos = new AtomicLong();
  private volatile boolean cutting = true;

  CommitCuts(Site site, Scale scale, long seed, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.seed = seed;
    this.out = out;
    this.fates = new Random(seed);
  }

  Result run() throws IOException, SQLException {
    prepare();
    long begin = System.nanoTime();
    URI database = URI.create(site.told("SALDO_DB_URL").substring("jdbc:".length()));
    try (FaultProxy proxy =
        new FaultProxy(
            new InetSocketAddress(database.getHost(), database.getPort()), this::nextFate)) {
      try (GroupCommitLedger ledger = ledger(site.ledger(OptionalInt.of(proxy.port())))) {
        work(ledger, proxy);
      }
      double perSecond = answered.size() * 1e9 / (System.nanoTime() - begin);
      compare();
      long cut = proxy.count(Fate.CUT_AFTER) + proxy.count(Fate.TEAR_ANSWER);
      faults.require(
          cut >= scale.cuts(), "only %d of %d commits were cut".formatted(cut, scale.cuts()));
      faults.addAll(site.audit());
      return result(proxy, perSecond);
    }
  }

  private Result result(FaultProxy proxy, double perSecond) {
    String met =
        "%d cut after, %d torn, %d cut before, %d late"
            .formatted(
                proxy.count(Fate.CUT_AFTER),
                proxy.count(Fate.TEAR_ANSWER),
                proxy.count(Fate.CUT_BEFORE),
                proxy.count(Fate.DELAY));
    String slowest = "slowest answer %.1f s".formatted(slowestNanos.get() / 1e9);
    out.printf(
        "%d commands, commits: %s; %d answers unavailable and asked again, %s%n",
        answered.size(), met, unavailable.get(), slowest);
    return new Result(
        NAME,
        answered.size() + " commands answered and compared",
        met,
        "%.0f commands/s".formatted(perSecond),
        slowest,
        faults.list());
  }

  /** The schema, the tenant of the commands and its catalogue, and wallets with credits. */
  private void prepare() throws SQLException {
    new Migrations(site.owner(), login("APP"), login("LEDGER")).run();
    try (Connection owner = site.owner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "do $$ begin if not exists (select from tenant) then"
              + " perform add_tenant('default', false); end if; end $$");
      statement.execute(
          "insert into catalog_current values (1, 1) on conflict (tenant_id) do nothing");
    }
    try (GroupCommitLedger ledger = ledger(site.ledger(OptionalInt.empty()))) {
      for (int wallet = 0; wallet < WALLETS; wallet++) {
        WalletId id = Samples.newWallet();
        wallets.add(id);
        ledger.submit(Samples.open(id, PLAN));
        ledger.submit(Samples.grant(id, "100000000"));
      }
    }
  }

  private RoleLogin login(String role) {
    return new RoleLogin(
        site.told("SALDO_DB_" + role + "_USER"),
        Optional.of(site.told("SALDO_DB_" + role + "_PASSWORD")));
  }

  private static GroupCommitLedger ledger(DataSource source) {
    return new GroupCommitLedger(
        source,
        () -> Instant.now().truncatedTo(ChronoUnit.MICROS),
        () -> false,
        GroupCommitLedger.Sizes.DEFAULT,
        Thread.ofPlatform().daemon().factory(),
        LedgerWatch.NOBODY);
  }

  private synchronized Fate nextFate() {
    if (!cutting) {
      return Fate.NONE;
    }
    int chance = fates.nextInt(100);
    if (chance < 25) {
      return Fate.CUT_AFTER;
    }
    if (chance < 35) {
      return Fate.TEAR_ANSWER;
    }
    if (chance < 45) {
      return Fate.CUT_BEFORE;
    }
    return chance < 50 ? Fate.DELAY : Fate.NONE;
  }

  private void work(GroupCommitLedger ledger, FaultProxy proxy) {
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      int number = caller;
      callers.add(Thread.ofVirtual().start(() -> callOrReport(ledger, number)));
    }
    while (cutting && callers.stream().anyMatch(Thread::isAlive)) {
      cutting = proxy.count(Fate.CUT_AFTER) + proxy.count(Fate.TEAR_ANSWER) < scale.cuts();
      Pause.millis(10);
    }
    for (Thread caller : callers) {
      try {
        caller.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A caller that ends early must not look like one that saw nothing wrong. */
  private void callOrReport(GroupCommitLedger ledger, int caller) {
    try {
      call(ledger, caller);
    } catch (RuntimeException e) {
      faults.add("caller " + caller + " could not go on: " + e);
    }
  }

  private void call(GroupCommitLedger ledger, int caller) {
    Random random = new Random(seed * 31 + caller);
    for (int number = 0; cutting; number++) {
      WalletId wallet = wallets.get(random.nextInt(wallets.size()));
      String key = caller + "-" + number;
      Outcome outcome =
          submit(
              ledger,
              Samples.withKey(
                  Samples.authorize(wallet, PLAN, random.nextInt(TOKENS_MAX)),
                  Samples.key("authorize", key, key)));
      if (outcome instanceof AuthorizeOutcome.Held held) {
        if (random.nextInt(4) == 0) {
          submit(ledger, Samples.release(held.id()));
        } else {
          submit(ledger, Samples.settle(held.id(), random.nextInt(TOKENS_MAX)));
        }
      } else {
        faults.add(key + " was decided as " + outcome);
        return;
      }
    }
  }

  /** Asks until there is an answer, as a caller who was told 503 does. */
  private Outcome submit(GroupCommitLedger ledger, LedgerCommand<?> command) {
    long begin = System.nanoTime();
    while (true) {
      try {
        Outcome outcome = outcome(ledger.submit(command));
        slowestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
        answered.put(command, outcome);
        return outcome;
      } catch (UnavailableException e) {
        unavailable.incrementAndGet();
      }
    }
  }

  private static Outcome outcome(Decision<?> decision) {
    return switch (decision) {
      case Decision.Decided<?> decided -> decided.outcome();
      case Decision.Replayed<?> replayed -> replayed.outcome();
      case Decision.KeyReused<?> _, Decision.WalletUnknown<?> _, Decision.Stale<?> _ ->
          throw new IllegalStateException("answered " + decision);
    };
  }

  /** Each command again, on a way that does not break: the same answer, and nothing new. */
  private void compare() {
    try (GroupCommitLedger ledger = ledger(site.ledger(OptionalInt.empty()))) {
      List<LedgerCommand<?>> commands = List.copyOf(answered.keySet());
      List<Decision<?>> again = ledger.submitAll(commands);
      for (int i = 0; i < commands.size(); i++) {
        Outcome first = answered.get(commands.get(i));
        faults.require(
            again.get(i) instanceof Decision.Replayed<?> replayed
                && replayed.outcome().equals(first),
            commands.get(i) + " was answered " + first + " and again " + again.get(i));
      }
    }
    requireStored(answered.keySet().stream().filter(Authorize.class::isInstance).count());
  }

  private void requireStored(long expected) {
    Long[] ids = wallets.stream().map(WalletId::value).toArray(Long[]::new);
    try (Connection owner = site.owner().getConnection();
        PreparedStatement statement = owner.prepareStatement(HOLDS)) {
      statement.setArray(1, owner.createArrayOf("bigint", ids));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long stored = row.getLong(1);
        faults.require(
            stored == expected, expected + " holds were answered and " + stored + " are stored");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be asked", e);
    }
  }
}
