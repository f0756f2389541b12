package dev.saldo.application.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import java.time.Instant;
import java.util.List;

/** What asking for a call led to. */
public sealed interface CallResult {
  /**
   * It may run.
   *
   * @param replayed whether this is the first answer again
   */
  record Held(AuthorizeOutcome.Held held, boolean replayed) implements CallResult {}

  /**
   * It may not run.
   *
   * @param options what would make it pass; each was tried on a copy of the wallet
   */
  record Refused(AuthorizeOutcome.Refused refused, List<Option> options) implements CallResult {
    public Refused {
      options = List.copyOf(options);
    }
  }

  /** There is no such customer, or the key is bound to another. */
  record CustomerUnknown() implements CallResult {}

  /**
   * It may not run, whoever asks, and the customer whom it would have opened was not opened: nobody
   * keeps the refusal.
   */
  record NobodyOpened(AuthorizeOutcome.Refusal reason) implements CallResult {}

  /** The run that the call names cannot have it. */
  record ParentRefused(AuthorizeOutcome.ParentFault fault) implements CallResult {}

  /** A key bound to a customer may not say profile or groups. */
  record ContextForbidden(String field) implements CallResult {}

  /** Nothing was estimated and the feature has no usual size. */
  record EstimateRequired() implements CallResult {}

  /** The idempotency key was used with other content. */
  record KeyReused() implements CallResult {}

  /** A way out of a refusal. Taking it, with nothing else changed, succeeds. */
  sealed interface Option {
    /** Buy a pack. */
    record TopUp(Pack pack) implements Option {}

    /** Move to another plan. */
    record Upgrade(String plan) implements Option {}

    /** Ask again at this time. */
    record WaitUntil(Instant at) implements Option {}

    /** Ask for less output. */
    record Reduce(long maxOutputTokens) implements Option {}

    /** Ask for another model. */
    record UseModel(ModelId model) implements Option {}
  }
}
