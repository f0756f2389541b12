package dev.saldo.out.postgres.wallet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.saldo.domain.wallet.AdjustOutcome;
import dev.saldo.domain.wallet.AmendOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.CancelOutcome;
import dev.saldo.domain.wallet.ChangeOutcome;
import dev.saldo.domain.wallet.ExpireOutcome;
import dev.saldo.domain.wallet.ExtendOutcome;
import dev.saldo.domain.wallet.FreezeOutcome;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.OpenOutcome;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import dev.saldo.domain.wallet.ReleaseOutcome;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.domain.wallet.UsageOutcome;
import dev.saldo.domain.wallet.VoidOutcome;
import dev.saldo.out.postgres.Json;

/**
 * The stored form of answers, which are given again when a command is repeated: exactly what was
 * written is read back. The kinds are names in stored data and never change.
 */
final class AnswerCodec {
  private AnswerCodec() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = AuthorizeOutcome.Held.class, name = "held"),
    @JsonSubTypes.Type(value = SettleOutcome.Settled.class, name = "settled"),
    @JsonSubTypes.Type(value = ReleaseOutcome.Released.class, name = "released"),
    @JsonSubTypes.Type(value = ExtendOutcome.Extended.class, name = "extended"),
    @JsonSubTypes.Type(value = AmendOutcome.Amended.class, name = "amended"),
    @JsonSubTypes.Type(value = UsageOutcome.Charged.class, name = "usage_charged"),
    @JsonSubTypes.Type(value = GrantOutcome.Granted.class, name = "granted"),
    @JsonSubTypes.Type(value = VoidOutcome.Voided.class, name = "grant_voided"),
    @JsonSubTypes.Type(value = AdjustOutcome.Adjusted.class, name = "adjusted"),
    @JsonSubTypes.Type(value = FreezeOutcome.Changed.class, name = "freeze_changed"),
    @JsonSubTypes.Type(value = OpenOutcome.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = PlanChangeOutcome.Changed.class, name = "plan_changed"),
    @JsonSubTypes.Type(value = PlanChangeOutcome.Scheduled.class, name = "plan_change_scheduled"),
    @JsonSubTypes.Type(value = CancelOutcome.Cancelled.class, name = "plan_change_cancelled"),
    @JsonSubTypes.Type(value = ChangeOutcome.Changed.class, name = "changed"),
    @JsonSubTypes.Type(value = ExpireOutcome.UpToDate.class, name = "up_to_date")
  })
  interface Form {}

  static String write(Outcome answer) {
    requireEffect(answer);
    return Json.write(LedgerJson.MAPPER, answer);
  }

  static Outcome read(String json) {
    return Json.read(LedgerJson.MAPPER, json, Outcome.class);
  }

  /** Only effects are remembered; a refusal here is a bug. */
  private static void requireEffect(Outcome answer) {
    boolean effect =
        switch (answer) {
          case AuthorizeOutcome.Held _,
              SettleOutcome.Settled _,
              ReleaseOutcome.Released _,
              ExtendOutcome.Extended _,
              AmendOutcome.Amended _,
              UsageOutcome.Charged _,
              GrantOutcome.Granted _,
              VoidOutcome.Voided _,
              AdjustOutcome.Adjusted _,
              FreezeOutcome.Changed _,
              OpenOutcome.Opened _,
              PlanChangeOutcome.Changed _,
              PlanChangeOutcome.Scheduled _,
              CancelOutcome.Cancelled _,
              ChangeOutcome.Changed _,
              ExpireOutcome.UpToDate _ ->
              true;
          case AuthorizeOutcome.Refused _,
              AuthorizeOutcome.ParentRefused _,
              SettleOutcome.ChildrenOpen _,
              ExtendOutcome.NotExtended _,
              ExtendOutcome.LivesTooLong _,
              AmendOutcome.NotSettled _,
              AmendOutcome.NotEstimated _,
              AmendOutcome.AlreadyAmended _,
              AmendOutcome.TooLate _,
              UsageOutcome.NoRoute _,
              UsageOutcome.OutsideTime _,
              SettleOutcome.AlreadySettled _,
              SettleOutcome.AlreadyReleased _,
              SettleOutcome.OverrunRejected _,
              SettleOutcome.HoldUnknown _,
              ReleaseOutcome.AlreadyExpired _,
              GrantOutcome.ExpiresTooEarly _,
              GrantOutcome.BalanceTooLarge _,
              VoidOutcome.NothingToVoid _,
              AdjustOutcome.InsufficientAvailable _,
              FreezeOutcome.Unchanged _,
              OpenOutcome.AlreadyOpen _,
              PlanChangeOutcome.AlreadyOnPlan _,
              CancelOutcome.NothingScheduled _,
              ChangeOutcome.Unchanged _ ->
              false;
        };
    if (!effect) {
      throw new IllegalStateException("a refusal is not remembered: " + answer);
    }
  }
}
