package dev.saldo.out.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog.Filter;
import dev.saldo.application.audit.Author;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.application.wallet.User;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.wallet.PostgresCustomers;
import dev.saldo.out.postgres.wallet.PostgresUsers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two requests about one user who was not there, of which the second waits for the first. */
@Timeout(60)
class OverlappingUsersIT {
  private static final Key ANA = new Key("ana");

  private final TenantWork work = new TenantWork(TestDatabase.get().app());
  private final TenantId tenant = TestDatabase.get().newTenant(false).id();
  private final WalletId wallet = Samples.newWallet();
  private final PostgresUsers users = new PostgresUsers(work);
  private final Audit<User> audit =
      Audit.of(Author.COMMAND_LINE, "user", user -> user.key().value(), User::profile);

  @Test
  void areToldAsACreationAndAChange() {
    addCustomer();

    CompletableFuture<?> second = whileFirstPuts(() -> put("admin", audit));
    second.join();

    assertThat(actions()).containsExactly(Action.CHANGED, Action.CREATED);
    assertThat(users.find(tenant, wallet, ANA)).map(User::profile).contains("admin");
  }

  @Test
  void areToldAsACreationAndADeletion() {
    addCustomer();

    CompletableFuture<?> second =
        whileFirstPuts(() -> assertThat(users.remove(tenant, wallet, ANA, audit)).isTrue());
    second.join();

    assertThat(actions()).containsExactly(Action.DELETED, Action.CREATED);
    assertThat(users.find(tenant, wallet, ANA)).isEmpty();
  }

  /** Puts a user, and begins the other in the middle; the first ends when the other waits. */
  private CompletableFuture<?> whileFirstPuts(Runnable other) {
    CompletableFuture<CompletableFuture<?>> second = new CompletableFuture<>();
    put(
        "user",
        new Audit<>(
            audit.author(),
            (before, after) -> {
              second.complete(CompletableFuture.runAsync(other));
              awaitWaiting(second.join());
              return audit.telling().differences(before, after);
            }));
    return second.join();
  }

  private void awaitWaiting(CompletableFuture<?> other) {
    while (!other.isDone() && waiting() == 0) {
      Thread.onSpinWait();
    }
  }

  private static int waiting() {
    return TestDatabase.get()
        .<Integer>asOwner(
            owner ->
                Sql.of("select count(*) as n from pg_locks where not granted")
                    .first(owner, row -> row.getInt("n"))
                    .orElseThrow());
  }

  private void put(String profile, Audit<User> told) {
    users.put(tenant, wallet, new User(ANA, profile, Set.of(), Samples.START), told);
  }

  private void addCustomer() {
    new PostgresCustomers(work, new ManualClock(Samples.START))
        .add(
            tenant,
            new Customer(
                new Key("school"),
                wallet,
                Optional.empty(),
                Set.of(),
                Map.of(),
                Samples.START,
                true));
  }

  private Iterable<Action> actions() {
    return new PostgresAuditLog(work)
        .list(tenant, Filter.ALL, PageRequest.first()).data().stream()
            .map(told -> told.difference().action())
            .toList();
  }
}
