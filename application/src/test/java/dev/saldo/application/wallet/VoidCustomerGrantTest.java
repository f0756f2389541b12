package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Interruption;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VoidCustomerGrantTest {
  private static final Key SCHOOL = new Key("school-42");
  private static final Audit<Grant> AUDIT =
      Audit.of(
          Author.COMMAND_LINE,
          "grant",
          grant -> grant.id().toString(),
          grant -> grant.buckets().voided().toString());

  private final InMemorySaldo saldo = new InMemorySaldo();
  private GrantId allowance = new GrantId(saldo.ids.next(saldo.clock.instant()), 1);

  @BeforeEach
  void openWallet() {
    allowance = allowance(saldo);
  }

  private static GrantId allowance(InMemorySaldo saldo) {
    Customer school = saldo.customer("school-42", "free");
    return saldo.ledger.grants(school.wallet()).getFirst().id();
  }

  @Test
  void takesBackWhatIsLeft() {
    VoidCustomerGrant.Result.Voided voided =
        (VoidCustomerGrant.Result.Voided) ask(saldo.caller, allowance, Optional.empty());

    assertThat(voided.outcome().credits()).isEqualTo(Credits.of(100));
    assertThat(voided.replayed()).isFalse();
    AuditRecord told = told(saldo).getFirst();
    assertThat(told.difference().key()).isEqualTo(allowance.toString());
    assertThat(told.difference().action()).isEqualTo(Action.CHANGED);
    assertThat(told.difference().before()).contains("0");
    assertThat(told.difference().after()).contains("100");
  }

  @Test
  void tellsAGrantThatIsUsedUpFromOneThatNeverWas() {
    var hold = saldo.held(CallSample.diaryAnalysis().request()).id();
    saldo.settle(hold, TokenUsage.ofTokens(100_000, 0));

    assertThat(ask(saldo.caller, allowance, Optional.empty()))
        .isEqualTo(new VoidCustomerGrant.Result.NothingToVoid());
    assertThat(ask(saldo.caller, new GrantId(allowance.wallet(), 7), Optional.empty()))
        .isEqualTo(new VoidCustomerGrant.Result.GrantUnknown());
    assertThat(told(saldo)).isEmpty();
  }

  @Test
  void knowsNoGrantOfAnotherCustomer() {
    Customer other = saldo.customer("school-43", "free");
    GrantId theirs = saldo.ledger.grants(other.wallet()).getFirst().id();

    assertThat(ask(saldo.caller, theirs, Optional.empty()))
        .isEqualTo(new VoidCustomerGrant.Result.GrantUnknown());
    assertThat(ask(saldo.boundTo("school-43"), allowance, Optional.empty()))
        .isEqualTo(new VoidCustomerGrant.Result.CustomerUnknown());
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(100));
    assertThat(saldo.standing("school-43").available()).isEqualTo(Credits.of(100));
  }

  @Test
  void voidsOnceForOneKey() {
    VoidCustomerGrant.Result.Voided first =
        (VoidCustomerGrant.Result.Voided) ask(saldo.caller, allowance, key("body"));

    assertThat(ask(saldo.caller, allowance, key("body")))
        .isEqualTo(new VoidCustomerGrant.Result.Voided(first.outcome(), true));
    assertThat(ask(saldo.caller, allowance, key("other")))
        .isEqualTo(new VoidCustomerGrant.Result.KeyReused());
    assertThat(told(saldo)).hasSize(1);
  }

  /** Under the same key a repetition completes the record that a crash prevented. */
  @Test
  void isToldOnceWhereverItWasInterrupted() {
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo();
              VoidCustomerGrant.Request request =
                  new VoidCustomerGrant.Request(allowance(fresh), "mistaken");
              VoidCustomerGrant interrupted =
                  new VoidCustomerGrant(
                      fresh.customers,
                      fresh.catalog,
                      interruption.watch(Ledger.class, fresh.ledger),
                      fresh.records,
                      interruption.watch(AuditLog.class, fresh.auditLog));
              interruption.run(
                  () -> interrupted.voidGrant(fresh.caller, SCHOOL, request, key("body"), AUDIT));
              fresh.voidGrant.voidGrant(fresh.caller, SCHOOL, request, key("body"), AUDIT);

              assertThat(fresh.standing("school-42").available()).isEqualTo(Credits.ZERO);
              assertThat(told(fresh)).hasSize(1);
            });
    assertThat(places).isEqualTo(4);
  }

  private VoidCustomerGrant.Result ask(Caller caller, GrantId grant, Optional<RequestKey> key) {
    return saldo.voidGrant.voidGrant(
        caller, SCHOOL, new VoidCustomerGrant.Request(grant, "mistaken"), key, AUDIT);
  }

  private static Optional<RequestKey> key(String content) {
    return Optional.of(new RequestKey("k1", InMemorySaldo.digest(content)));
  }

  private static List<AuditRecord> told(InMemorySaldo saldo) {
    return saldo
        .auditLog
        .list(
            saldo.tenant.id(),
            new AuditLog.Filter(Optional.of("grant"), Optional.empty(), Optional.empty()),
            PageRequest.first())
        .data();
  }
}
