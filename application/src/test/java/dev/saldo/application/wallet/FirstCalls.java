package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryKind;
import java.util.List;
import java.util.Optional;

/** First calls of school-42, whom nobody has opened. */
final class FirstCalls {
  static final Key SCHOOL = new Key("school-42");

  private FirstCalls() {}

  static CatalogEdit opening(String plan) {
    return new CatalogEdit().settings(CatalogSettings.NONE.withAutoCreation(plan));
  }

  /** How an opening is told: by the plan. */
  static Audit<ReadWallet.View> audit() {
    return Audit.of(
        new Author("key_test", "test", Optional.empty()),
        "customer",
        view -> view.customer().key().value(),
        view -> view.wallet().wallet().terms().plan());
  }

  static CallResult authorize(InMemorySaldo of, CallSample sample) {
    return authorize(of, of.openCustomer, sample);
  }

  static CallResult authorize(InMemorySaldo of, OpenCustomer openCustomer, CallSample sample) {
    return new AuthorizeCall(
            of.customers, of.catalog, new PrepareCall(of.clock), of.ledger, openCustomer)
        .authorize(of.caller, sample.request(), Optional.empty(), audit());
  }

  static CallResult authorize(InMemorySaldo of, Caller caller, CallSample sample) {
    return of.authorizeCall.authorize(caller, sample.request(), Optional.empty(), Untold.audit());
  }

  static void assertNobody(InMemorySaldo saldo) {
    assertThat(saldo.customers.find(saldo.tenant.id(), SCHOOL)).isEmpty();
    assertThat(saldo.ledger.wallets(saldo.tenant.id())).isEmpty();
    assertThat(told(saldo)).isEmpty();
  }

  static List<AuditRecord> told(InMemorySaldo saldo) {
    return saldo.auditLog.list(saldo.tenant.id(), AuditLog.Filter.ALL, PageRequest.first()).data();
  }

  static String plan(InMemorySaldo saldo) {
    Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
    return saldo.ledger.wallet(saldo.tenant.id(), customer.wallet()).orElseThrow().terms().plan();
  }

  static List<String> grants(InMemorySaldo saldo) {
    Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
    return saldo.ledger.entries(customer.wallet()).stream()
        .filter(entry -> entry.kind() == EntryKind.GRANT)
        .map(Entry::amount)
        .map(Credits::toString)
        .toList();
  }
}
