package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.CallResult;
import dev.saldo.application.wallet.ReadPastBalance;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import java.time.OffsetDateTime;
import java.util.Locale;

/** The problems that several operations of wallets answer with. */
public final class CallProblems {
  private CallProblems() {}

  /** There is no such customer, or the key is bound to another: the same answer. */
  public static ProblemException customerUnknown() {
    return new ProblemException(Problem.of(ProblemCode.CUSTOMER_UNKNOWN));
  }

  /** The time that is asked about lies before what is kept of the wallet. */
  static ProblemException historyGone(ReadPastBalance.Result.HistoryGone gone) {
    String since = OffsetDateTime.ofInstant(gone.start(), gone.zone()).toString();
    return new ProblemException(
        Problem.of(ProblemCode.HISTORY_GONE).with("since", since).member("since", since));
  }

  /** A refusal that no decision is kept of. */
  static ProblemException nobodyOpened(CallResult.NobodyOpened nobody) {
    return new ProblemException(Problem.of(RefusalBody.code(nobody.reason())));
  }

  static ProblemException authorizationUnknown() {
    return new ProblemException(Problem.of(ProblemCode.AUTHORIZATION_UNKNOWN));
  }

  /** The run that a call names cannot have it. */
  static ProblemException parentRefused(CallResult.ParentRefused refused) {
    return new ProblemException(
        Problem.of(ProblemCode.valueOf(refused.fault().code().toUpperCase(Locale.ROOT))));
  }

  static Response overrunRejected(SettleOutcome.OverrunRejected rejected) {
    return Problem.of(ProblemCode.OVERRUN_REJECTED)
        .member("rated", rejected.rated().toString())
        .member("held", rejected.held().toString())
        .response();
  }

  static Response childrenOpen(SettleOutcome.ChildrenOpen children) {
    return Problem.of(ProblemCode.CHILDREN_OPEN).member("open", children.open()).response();
  }

  static ProblemException keyReused() {
    return new ProblemException(Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED));
  }

  static ProblemException estimateRequired() {
    return new ProblemException(Problem.of(ProblemCode.ESTIMATE_REQUIRED));
  }

  static ProblemException forbidden(CallResult.ContextForbidden forbidden) {
    return contextForbidden(forbidden.field());
  }

  static ProblemException contextForbidden(String field) {
    return new ProblemException(
        Problem.of(ProblemCode.CONTEXT_FORBIDDEN).with("field", field).member("field", field));
  }
}
