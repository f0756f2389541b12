package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.InMemoryWalletRecords;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.application.wallet.WalletRecords;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.wallet.Grant;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrantsNowTest {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  private final InMemorySaldo saldo = new InMemorySaldo();
  private final WalletRecords records = new InMemoryWalletRecords(saldo.ledger, saldo.clock);

  @BeforeEach
  void addSchool() {
    saldo.customer("school-42", "free");
    saldo.clock.advance(Duration.ofSeconds(1));
    saldo.buy("school-42", "12.5");
  }

  @Test
  void showsStoredGrantsAsTheyAre() {
    assertThat(grants(PageRequest.first()))
        .extracting(GrantBody::source, GrantBody::state, GrantBody::available)
        .containsExactly(tuple("purchase", "active", "12.5"), tuple("plan", "active", "100"));
  }

  @Test
  void showsWhatHasLapsedAndWhatHasBegunAlthoughNobodyHasPostedIt() {
    saldo.clock.advance(Duration.ofDays(30));

    assertThat(grants(PageRequest.first()))
        .extracting(GrantBody::source, GrantBody::state, GrantBody::available, GrantBody::expired)
        .containsExactly(
            tuple("plan", "active", "100", "0"),
            tuple("purchase", "active", "12.5", "0"),
            tuple("plan", "ended", "0", "100"));
    assertThat(stored().getLast().available()).isEqualTo(Credits.of(100));
  }

  @Test
  void beginsOnlyTheFirstPageWithWhatIsNotStored() {
    saldo.clock.advance(Duration.ofDays(30));
    PageRequest first = new PageRequest(1, Optional.empty(), Optional.empty(), Optional.empty());
    Page<Grant> page = records.grants(saldo.tenant.id(), view().customer().wallet(), first);

    assertThat(grants(new PageRequest(1, page.next(), Optional.empty(), Optional.empty())))
        .extracting(GrantBody::source, GrantBody::state)
        .containsExactly(tuple("plan", "ended"));
  }

  private List<GrantBody> grants(PageRequest part) {
    ReadWallet.View view = view();
    return new GrantsNow(view.wallet())
        .of(records.grants(saldo.tenant.id(), view.customer().wallet(), part), part).data().stream()
            .map(grant -> GrantBody.from(grant, SAO_PAULO))
            .toList();
  }

  private List<Grant> stored() {
    Customer customer = view().customer();
    return records.grants(saldo.tenant.id(), customer.wallet(), PageRequest.first()).data();
  }

  private ReadWallet.View view() {
    return saldo.readWallet.read(saldo.caller, new Key("school-42")).orElseThrow();
  }
}
