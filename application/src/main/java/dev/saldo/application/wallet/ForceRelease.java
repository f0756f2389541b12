package dev.saldo.application.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.wallet.WalletRecords.HeldCall;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.ReleaseOutcome;
import java.util.Optional;

/** Takes back an authorization whose caller will not: an administrator's release, with a reason. */
public final class ForceRelease {
  private final ReleaseCall releaseCall;
  private final WalletRecords records;
  private final AuditLog auditLog;

  public ForceRelease(ReleaseCall releaseCall, WalletRecords records, AuditLog auditLog) {
    this.releaseCall = releaseCall;
    this.records = records;
    this.auditLog = auditLog;
  }

  /**
   * Releases; releasing again gives the first answer. The entries say who and why; the audit log is
   * told after the ledger, and when that is interrupted, by the same request again. What somebody
   * else had released before is not told as the work of whoever asks now.
   */
  public WalletResult<ReleaseOutcome> release(
      Caller caller, HoldId hold, String reason, Optional<RequestKey> key, Audit<HeldCall> audit) {
    WalletResult<ReleaseOutcome> result =
        releaseCall.release(caller, hold, Optional.of(reason), key);
    if (result instanceof WalletResult.Answered<ReleaseOutcome>(ReleaseOutcome outcome, boolean _)
        && outcome instanceof ReleaseOutcome.Released) {
      TenantId tenant = caller.tenant().id();
      HeldCall released = records.hold(tenant, hold).orElseThrow();
      if (Release.released(released.hold(), new Actor(caller.key().id()), Optional.of(reason))) {
        tell(tenant, released, audit);
      }
    }
    return result;
  }

  private void tell(TenantId tenant, HeldCall released, Audit<HeldCall> audit) {
    HoldId hold = released.id();
    HeldCall before = new HeldCall(hold, released.customer(), released.hold().beforeItsEnd());
    auditLog.addOnce(
        tenant,
        hold.wallet(),
        hold.number(),
        audit.note(Optional.of(before), Optional.of(released)));
  }
}
