package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Interruption;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.domain.Key;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.FreezeOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FreezeWalletTest {
  private static final Key SCHOOL = new Key("school-42");
  private static final Audit<FreezeWallet.State> AUDIT =
      Audit.of(
          Author.COMMAND_LINE,
          "wallet",
          state -> state.customer().value(),
          state -> Boolean.toString(state.frozen()));

  private final InMemorySaldo saldo = new InMemorySaldo();

  @Test
  void refusesCallsUntilItEnds() {
    saldo.customer("school-42", "free");
    freeze(true, "k1");
    assertThat(saldo.refused(diaryAnalysis().request()).refused().reason())
        .isEqualTo(new AuthorizeOutcome.WalletFrozen());
    freeze(false, "k2");
    saldo.held(diaryAnalysis().request());

    assertThat(told(saldo))
        .extracting(
            told ->
                told.difference().before().orElseThrow()
                    + " to "
                    + told.difference().after().orElseThrow())
        .containsExactly("true to false", "false to true");
  }

  @Test
  void tellsNothingOfWhatWasSoAlready() {
    saldo.customer("school-42", "free");

    assertThat(freeze(false, "k1"))
        .isInstanceOfSatisfying(
            WalletResult.Answered.class,
            answered -> assertThat(answered.outcome()).isInstanceOf(FreezeOutcome.Unchanged.class));
    assertThat(told(saldo)).isEmpty();
  }

  @Test
  void knowsOnlyTheCustomersOfItsKey() {
    saldo.customer("school-42", "free");

    assertThat(
            saldo.freezeWallet.freeze(
                saldo.boundTo("school-43"), SCHOOL, true, Optional.empty(), AUDIT))
        .isEqualTo(new WalletResult.Unknown<FreezeOutcome>());
  }

  @Test
  void isToldOnceWhereverItWasInterrupted() {
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo();
              fresh.customer("school-42", "free");
              FreezeWallet interrupted =
                  new FreezeWallet(
                      fresh.customers,
                      fresh.catalog,
                      interruption.watch(Ledger.class, fresh.ledger),
                      interruption.watch(AuditLog.class, fresh.auditLog));
              interruption.run(
                  () -> interrupted.freeze(fresh.caller, SCHOOL, true, key("k1", true), AUDIT));
              fresh.freezeWallet.freeze(fresh.caller, SCHOOL, true, key("k1", true), AUDIT);

              assertThat(told(fresh)).hasSize(1);
            });
    assertThat(places).isEqualTo(4);
  }

  private WalletResult<FreezeOutcome> freeze(boolean frozen, String key) {
    return saldo.freezeWallet.freeze(saldo.caller, SCHOOL, frozen, key(key, frozen), AUDIT);
  }

  private static Optional<RequestKey> key(String key, boolean frozen) {
    return Optional.of(new RequestKey(key, InMemorySaldo.digest("frozen " + frozen)));
  }

  private static List<AuditRecord> told(InMemorySaldo saldo) {
    return saldo
        .auditLog
        .list(
            saldo.tenant.id(),
            new AuditLog.Filter(Optional.of("wallet"), Optional.empty(), Optional.empty()),
            PageRequest.first())
        .data();
  }
}
