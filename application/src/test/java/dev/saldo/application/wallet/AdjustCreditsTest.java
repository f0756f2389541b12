package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Interruption;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.wallet.Adjustment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdjustCreditsTest {
  private static final Key SCHOOL = new Key("school-42");
  private static final Audit<AdjustCredits.Done> AUDIT =
      Audit.of(
          Author.COMMAND_LINE,
          "adjustment",
          done -> done.customer().value(),
          done -> done.outcome().adjustment().toString());

  private final InMemorySaldo saldo = new InMemorySaldo();

  @Test
  void addsAndTakesAndTellsOfBoth() {
    saldo.customer("school-42", "free");
    adjust("5", "k1");
    adjust("-7.5", "k2");

    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.parse("97.5"));
    assertThat(told(saldo))
        .extracting(told -> told.difference().key() + " " + told.difference().after().orElseThrow())
        .containsExactly("school-42 -7.5", "school-42 5");
  }

  @Test
  void takesNothingWhenThereIsLess() {
    saldo.customer("school-42", "free");

    assertThat(adjust("-100.5", "k1"))
        .isEqualTo(new AdjustCredits.Result.InsufficientAvailable(Credits.of(100)));
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(100));
    assertThat(told(saldo)).isEmpty();
  }

  @Test
  void refusesMoreThanAWalletCanHold() {
    saldo.customer("school-42", "free");

    assertThat(adjust("1000000000000", "k1")).isEqualTo(new AdjustCredits.Result.BalanceTooLarge());
  }

  @Test
  void adjustsOnceForOneKey() {
    saldo.customer("school-42", "free");
    AdjustCredits.Result.Adjusted first = (AdjustCredits.Result.Adjusted) adjust("-3", "k1");

    assertThat(adjust("-3", "k1")).isEqualTo(new AdjustCredits.Result.Adjusted(first.done(), true));
    assertThat(adjust("3", "k1")).isEqualTo(new AdjustCredits.Result.KeyReused());
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(97));
    assertThat(told(saldo)).hasSize(1);
  }

  @Test
  void knowsOnlyTheCustomersOfItsKey() {
    saldo.customer("school-42", "free");

    assertThat(
            saldo.adjustCredits.adjust(
                saldo.boundTo("school-43"), SCHOOL, request("5"), key("k1", "5"), AUDIT))
        .isEqualTo(new AdjustCredits.Result.CustomerUnknown());
  }

  @Test
  void isToldOnceWhereverItWasInterrupted() {
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo();
              fresh.customer("school-42", "free");
              AdjustCredits interrupted =
                  new AdjustCredits(
                      fresh.customers,
                      fresh.catalog,
                      interruption.watch(Ledger.class, fresh.ledger),
                      interruption.watch(AuditLog.class, fresh.auditLog));
              RequestKey key = key("k1", "-3");
              interruption.run(
                  () -> interrupted.adjust(fresh.caller, SCHOOL, request("-3"), key, AUDIT));
              fresh.adjustCredits.adjust(fresh.caller, SCHOOL, request("-3"), key, AUDIT);

              assertThat(fresh.standing("school-42").available()).isEqualTo(Credits.of(97));
              assertThat(told(fresh)).hasSize(1);
            });
    assertThat(places).isEqualTo(4);
  }

  @Test
  void mustSayWhy() {
    assertThatThrownBy(() -> new AdjustCredits.Request(Adjustment.parse("1"), " "))
        .isInstanceOf(InvalidValueException.class);
  }

  private AdjustCredits.Result adjust(String credits, String key) {
    return saldo.adjustCredits.adjust(
        saldo.caller, SCHOOL, request(credits), key(key, credits), AUDIT);
  }

  private static AdjustCredits.Request request(String credits) {
    return new AdjustCredits.Request(Adjustment.parse(credits), "counted");
  }

  private static RequestKey key(String key, String content) {
    return new RequestKey(key, InMemorySaldo.digest(content));
  }

  private static List<AuditRecord> told(InMemorySaldo saldo) {
    return saldo
        .auditLog
        .list(
            saldo.tenant.id(),
            new AuditLog.Filter(Optional.of("adjustment"), Optional.empty(), Optional.empty()),
            PageRequest.first())
        .data();
  }
}
