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
import dev.saldo.application.wallet.WalletRecords.HeldCall;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.ReleaseOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ForceReleaseTest {
  private static final Audit<HeldCall> AUDIT =
      Audit.of(
          Author.COMMAND_LINE,
          "authorization",
          call -> call.id().toString(),
          call -> call.hold().state().toString());

  private final InMemorySaldo saldo = new InMemorySaldo();

  @Test
  void isToldOnceHoweverOftenItIsAsked() {
    HoldId hold = hold(saldo);
    force(saldo, saldo.auditLog, saldo.ledger, hold);

    assertThat(force(saldo, saldo.auditLog, saldo.ledger, hold))
        .isInstanceOfSatisfying(
            WalletResult.Answered.class,
            answered -> assertThat(answered.outcome()).isInstanceOf(ReleaseOutcome.Released.class));
    assertThat(told(saldo)).hasSize(1);
  }

  @Test
  void isNotToldOfWhatTheApplicationHadReleased() {
    HoldId hold = hold(saldo);
    saldo.releaseCall.release(saldo.caller, hold, Optional.empty(), Optional.empty());
    HoldId other = hold(saldo);
    saldo.releaseCall.release(saldo.caller, other, Optional.of("not needed"), Optional.empty());

    force(saldo, saldo.auditLog, saldo.ledger, hold);
    force(saldo, saldo.auditLog, saldo.ledger, other);

    assertThat(told(saldo)).isEmpty();
  }

  /** A repetition completes the record that a crash prevented, with a key and without. */
  @Test
  void isToldOnceWhereverItWasInterrupted() {
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo();
              HoldId hold = hold(fresh);
              Ledger ledger = interruption.watch(Ledger.class, fresh.ledger);
              AuditLog log = interruption.watch(AuditLog.class, fresh.auditLog);
              interruption.run(() -> force(fresh, log, ledger, hold));
              force(fresh, fresh.auditLog, fresh.ledger, hold);

              assertThat(told(fresh)).hasSize(1);
            });
    assertThat(places).isEqualTo(4);
  }

  private static HoldId hold(InMemorySaldo saldo) {
    saldo.customer("school-42", "free");
    return saldo.held(diaryAnalysis().request()).id();
  }

  private static WalletResult<ReleaseOutcome> force(
      InMemorySaldo saldo, AuditLog log, Ledger ledger, HoldId hold) {
    ReleaseCall release = new ReleaseCall(saldo.customers, saldo.catalog, ledger);
    return new ForceRelease(release, saldo.records, log)
        .release(saldo.caller, hold, "the caller is gone", Optional.empty(), AUDIT);
  }

  private static List<AuditRecord> told(InMemorySaldo saldo) {
    return saldo
        .auditLog
        .list(
            saldo.tenant.id(),
            new AuditLog.Filter(Optional.of("authorization"), Optional.empty(), Optional.empty()),
            PageRequest.first())
        .data();
  }
}
