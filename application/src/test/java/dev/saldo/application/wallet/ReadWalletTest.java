package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Untold;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.UpToDate;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReadWalletTest {
  private static final Key SCHOOL = new Key("school-42");

  private final InMemorySaldo saldo = new InMemorySaldo();

  @Test
  void showsBalanceAndCycle() {
    Customer school = saldo.customer("school-42", "free");
    saldo.settle(saldo.held(diaryAnalysis().request()).id(), TokenUsage.ofTokens(1300, 0));
    saldo.held(diaryAnalysis().request());
    ReadWallet.View view = saldo.readWallet.read(saldo.caller, SCHOOL).orElseThrow();
    assertThat(view.customer()).isEqualTo(school);
    UpToDate wallet = view.wallet();
    assertThat(wallet.standing().available()).isEqualTo(Credits.of(95));
    assertThat(wallet.standing().held()).isEqualTo(Credits.of(3));
    assertThat(wallet.standing().posted()).isEqualTo(Credits.of(98));
    assertThat(wallet.cycleUsed()).isEqualTo(Credits.of(2));
    assertThat(wallet.wallet().cycle().end()).isEqualTo(Instant.parse("2026-12-01T03:00:00Z"));
  }

  @Test
  void showsWhatIsDueWithoutPostingIt() {
    Customer school = saldo.customer("school-42", "free");
    saldo.held(diaryAnalysis().request());
    int entries = saldo.ledger.entries(school.wallet()).size();
    saldo.clock.set(Instant.parse("2026-12-01T03:00:00Z"));
    UpToDate wallet = saldo.readWallet.read(saldo.caller, SCHOOL).orElseThrow().wallet();
    assertThat(wallet.standing().available()).isEqualTo(Credits.of(100));
    assertThat(wallet.standing().held()).isEqualTo(Credits.ZERO);
    assertThat(wallet.wallet().cycle().start()).isEqualTo(Instant.parse("2026-12-01T03:00:00Z"));
    assertThat(saldo.ledger.entries(school.wallet())).hasSize(entries);
  }

  @Test
  void showsNothingOfAnUnknownCustomer() {
    assertThat(saldo.readWallet.read(saldo.caller, SCHOOL)).isEmpty();
  }

  @Test
  void showsNothingUntilTheOpeningIsComplete() {
    Customer school = saldo.customer("school-42", "free");
    saldo.customers.update(
        saldo.tenant.id(),
        new Customer(
            SCHOOL,
            school.wallet(),
            school.name(),
            Set.of(),
            Map.of(),
            school.createdAt(),
            /* open= */ false),
        Untold.audit());
    assertThat(saldo.readWallet.read(saldo.caller, SCHOOL)).isEmpty();
  }

  @Test
  void showsTheKeyOfACustomerItsOwnWalletAlone() {
    saldo.customer("school-42", "free");
    saldo.customer("school-43", "free");
    assertThat(saldo.readWallet.read(saldo.boundTo("school-43"), SCHOOL)).isEmpty();
    assertThat(saldo.readWallet.read(saldo.boundTo("school-42"), SCHOOL)).isPresent();
  }
}
