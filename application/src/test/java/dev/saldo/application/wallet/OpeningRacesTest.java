package dev.saldo.application.wallet;

import static dev.saldo.application.Concurrently.inParallel;
import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static dev.saldo.application.wallet.FirstCalls.SCHOOL;
import static dev.saldo.application.wallet.FirstCalls.authorize;
import static dev.saldo.application.wallet.FirstCalls.grants;
import static dev.saldo.application.wallet.FirstCalls.opening;
import static dev.saldo.application.wallet.FirstCalls.plan;
import static dev.saldo.application.wallet.FirstCalls.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Interruption;
import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Several who open one customer at once, and openings that were interrupted. */
final class OpeningRacesTest {
  private static final Set<String> VIP = Set.of("vip");
  private static final int CALLERS = 64;

  @Test
  void opensOnceHoweverManyCallAtOnce() throws Exception {
    InMemorySaldo premium = new InMemorySaldo(opening("premium").document());

    List<CallResult> results =
        inParallel(CALLERS, () -> authorize(premium, call("user_chat").credits("1").as("admin")));

    assertThat(results).hasSize(CALLERS).allMatch(CallResult.Held.class::isInstance);
    assertThat(premium.ledger.wallets(premium.tenant.id())).hasSize(1);
    assertThat(premium.standing("school-42").available()).isEqualTo(Credits.of(6_000 - CALLERS));
    assertThat(told(premium)).hasSize(1);
  }

  /** A customer whom an administrator opens at the same time is as the administrator wants it. */
  @Test
  void leavesACustomerWhomAnotherRequestOpensMeanwhileAsItIs() {
    for (Place place : Place.values()) {
      InMemorySaldo raced = new InMemorySaldo(opening("free").document());
      OpenCustomer slow =
          overtaken(raced, place, () -> raced.put("school-42", Optional.of("premium"), VIP));

      assertThat(authorize(raced, slow, diaryAnalysis())).isInstanceOf(CallResult.Held.class);

      assertThat(plan(raced)).isEqualTo("premium");
      Customer customer = raced.customers.find(raced.tenant.id(), SCHOOL).orElseThrow();
      assertThat(customer.groups()).isEqualTo(VIP);
      assertThat(customer.name()).contains("school-42");
    }
  }

  @Test
  void tellsOnceThatTwoFirstCallsOpenedTheCustomer() {
    for (Place place : Place.values()) {
      InMemorySaldo raced = new InMemorySaldo(opening("free").document());
      OpenCustomer slow =
          overtaken(raced, place, () -> authorize(raced, diaryAnalysis().by("bia")));

      authorize(raced, slow, diaryAnalysis());

      assertThat(told(raced)).hasSize(1);
      assertThat(grants(raced)).containsExactly("100");
    }
  }

  /** Where another request overtakes an opening. */
  private enum Place {
    BEFORE_IT_IS_RECORDED,
    BEFORE_THE_WALLET_IS_OPEN,
    BEFORE_IT_IS_MARKED_OPEN
  }

  private static OpenCustomer overtaken(InMemorySaldo saldo, Place place, Runnable other) {
    AtomicBoolean done = new AtomicBoolean();
    Consumer<Place> at =
        here -> {
          if (here == place && !done.getAndSet(true)) {
            other.run();
          }
        };
    return new OpenCustomer(
        saldo.customers,
        new Overtaken(saldo.ledger, at),
        time -> {
          at.accept(Place.BEFORE_IT_IS_RECORDED);
          return saldo.ids.next(time);
        },
        saldo.clock,
        saldo.clock);
  }

  /** A ledger that tells when an opening is at a place. */
  private record Overtaken(Ledger ledger, Consumer<Place> at) implements Ledger {
    @Override
    public <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
      at.accept(Place.BEFORE_THE_WALLET_IS_OPEN);
      return ledger.submit(command);
    }

    @Override
    public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
      return ledger.submitAll(commands);
    }

    @Override
    public Sight look(TenantId tenant, WalletId of, BiFunction<Wallet, Instant, Reads> reads) {
      at.accept(Place.BEFORE_IT_IS_MARKED_OPEN);
      return ledger.look(tenant, of, reads);
    }
  }

  /** An administrator's request is recorded, but has opened nothing yet. */
  @Test
  void keepsWhatAnInterruptedRequestHasRecorded() {
    InMemorySaldo saldo = new InMemorySaldo(opening("free").document());
    saldo.customers.add(
        saldo.tenant.id(),
        new Customer(
            SCHOOL,
            saldo.ids.next(Samples.START),
            Optional.of("School"),
            Set.of("vip"),
            Map.of(),
            Samples.START,
            false));

    saldo.held(diaryAnalysis().request());

    Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
    assertThat(customer.name()).contains("School");
    assertThat(customer.groups()).containsExactly("vip");
    saldo.put("school-42", Optional.of("premium"), Set.of());
    assertThat(plan(saldo)).isEqualTo("premium");
  }

  @Test
  void completesAnOpeningThatWasInterruptedAnywhere() {
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo(opening("free").document());
              Customers customers = interruption.watch(Customers.class, fresh.customers);
              Ledger ledger = interruption.watch(Ledger.class, fresh.ledger);
              OpenCustomer dying =
                  new OpenCustomer(customers, ledger, fresh.ids, fresh.clock, fresh.clock);
              interruption.run(() -> authorize(fresh, dying, diaryAnalysis()));

              assertThat(authorize(fresh, diaryAnalysis().by("bia")))
                  .isInstanceOf(CallResult.Held.class);

              assertThat(grants(fresh)).containsExactly("100");
              assertThat(told(fresh)).hasSize(1);
            });
    assertThat(places).isEqualTo(8);
  }
}
