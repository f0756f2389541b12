package dev.saldo.application.wallet;

import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.wallet.AdjustOutcome;
import dev.saldo.domain.wallet.AmendOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.CustomerSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.NoRoute;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.AuthorizeOutcome.TenantSuspended;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryKind;
import dev.saldo.domain.wallet.ExpireOutcome;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.domain.wallet.UsageOutcome;
import dev.saldo.domain.wallet.VoidOutcome;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What happened in a script, and how often, to see that it left nothing out. */
public final class ScriptTally {
  /** No command brings these about yet. */
  private static final List<Class<? extends Refusal>> OUT_OF_REACH =
      List.of(TenantSuspended.class, CustomerSuspended.class);

  private final Map<String, Integer> counts = new TreeMap<>();

  /** Counts an answer with all that can be told from it. */
  void note(LedgerCommand<?> command, Decision<?> decision) {
    String name = command.getClass().getSimpleName();
    switch (decision) {
      case Decision.Decided<?> decided -> {
        count(name + ": " + decided.outcome().getClass().getSimpleName());
        note(decided.outcome());
        decided.change().entries().forEach(this::note);
        decided.change().holds().forEach(hold -> count("hold " + hold.state()));
      }
      case Decision.Replayed<?> _ -> count(name + " replayed");
      case Decision.KeyReused<?> _ -> count(name + ": key reused");
      case Decision.WalletUnknown<?> _ -> count(name + ": wallet unknown");
      case Decision.Stale<?> _ -> count(name + ": stale");
    }
  }

  private void note(Outcome outcome) {
    switch (outcome) {
      case AuthorizeOutcome.Held held -> {
        countIf(!held.hold().uncovered().isZero(), "hold beyond the balance");
        countIf(held.hold().lines().size() > 1, "hold over several grants");
        countIf(held.hold().parent().isPresent(), "child");
        countIf(held.hold().calls() == 0, "child that costs nothing");
      }
      case AuthorizeOutcome.Refused refused -> {
        count(refused.reason().getClass().getSimpleName());
        count(RefusalCode.of(refused.reason()));
      }
      case AuthorizeOutcome.ParentRefused(var fault) -> count(fault.toString());
      case SettleOutcome.Settled settled -> note(settled);
      case AmendOutcome.Amended amended -> note(amended);
      case UsageOutcome.Charged charged -> {
        countIf(!charged.debt().isZero(), "usage charged into debt");
        countIf(!charged.notCharged().isZero(), "usage charged in part");
      }
      case GrantOutcome.Granted granted -> {
        countIf(!granted.repaid().isZero(), "debt repaid by a grant");
        countIf(granted.grant().scheduled(), "grant scheduled");
      }
      case AdjustOutcome.Adjusted adjusted -> {
        countIf(!adjusted.repaid().isZero(), "debt repaid by an adjustment");
        countIf(adjusted.lines().size() > 1, "adjustment of several grants");
      }
      case VoidOutcome.Voided voided -> {
        countIf(voided.was().scheduled(), "scheduled grant voided");
        countIf(voided.is().isLive(), "grant voided beside a hold");
      }
      case ExpireOutcome.UpToDate posted -> countIf(posted.entries() > 0, "overdue things posted");
      case Outcome _ -> {}
    }
  }

  private void note(SettleOutcome.Settled settled) {
    countIf(settled.late(), "settled late");
    countIf(settled.late() && !settled.debt().isZero(), "settled late into debt");
    countIf(!settled.debt().isZero(), "settled into debt");
    countIf(!settled.notCharged().isZero(), "settled without charging all");
    countIf(!settled.returned().isZero(), "settled with a return");
    countIf(settled.cost().isEmpty(), "settled without a known cost");
    settled.flags().forEach(flag -> count("settled " + flag));
  }

  private void note(AmendOutcome.Amended amended) {
    countIf(!amended.returned().isZero(), "amended with a return");
    countIf(!amended.expired().isZero(), "amended to breakage");
    countIf(amended.granted().isPresent(), "amended with a grant");
    countIf(!amended.notCharged().isZero(), "amended without charging all");
  }

  private void note(Entry entry) {
    count("entry " + entry.kind());
    countIf(entry.kind() == EntryKind.EXPIRY && entry.hold().isPresent(), "held credits lapsed");
    countIf(entry.kind() == EntryKind.GRANT && entry.actor().equals("system"), "cycle renewed");
  }

  private void countIf(boolean happened, String what) {
    if (happened) {
      count(what);
    }
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** What happened at least once. */
  public Set<String> seen() {
    return Set.copyOf(counts.keySet());
  }

  /** Everything that can happen: each outcome of each command, and each way to get there. */
  public static Set<String> possible() {
    Set<String> all = new TreeSet<>();
    for (Class<?> command : LedgerCommand.class.getPermittedSubclasses()) {
      for (Class<?> outcome : outcomeOf(command).getPermittedSubclasses()) {
        all.add(command.getSimpleName() + ": " + outcome.getSimpleName());
      }
    }
    for (String name :
        List.of(
            "Authorize",
            "Settle",
            "Release",
            "Extend",
            "Amend",
            "ChargeUsage",
            "IssueGrant",
            "VoidGrant",
            "Adjust",
            "ChangeFreeze",
            "ChangePlan")) {
      all.addAll(List.of(name + " replayed", name + ": key reused", name + ": wallet unknown"));
    }
    for (String name : List.of("ChangeZone", "ChangeCycle", "CancelPlanChange", "ExpireDue")) {
      all.add(name + ": wallet unknown");
    }
    all.addAll(List.of("Authorize: stale", "Settle: stale", "Amend: stale", "ChargeUsage: stale"));
    Arrays.stream(Refusal.class.getPermittedSubclasses())
        .filter(refusal -> !OUT_OF_REACH.contains(refusal))
        .forEach(refusal -> all.add(refusal.getSimpleName()));
    Arrays.stream(Resolution.Reason.values())
        .forEach(reason -> all.add(RefusalCode.of(new NoRoute(reason))));
    Stream.of(AuthorizeOutcome.ParentFault.values()).forEach(fault -> all.add(fault.toString()));
    all.addAll(List.of("daily_limit", "monthly_limit"));
    Stream.of(EntryKind.values()).forEach(kind -> all.add("entry " + kind));
    Stream.of(Hold.State.values()).forEach(state -> all.add("hold " + state));
    Stream.of(SettleOutcome.Flag.values()).forEach(flag -> all.add("settled " + flag));
    all.addAll(
        List.of(
            "hold beyond the balance",
            "hold over several grants",
            "debt repaid by a grant",
            "grant scheduled",
            "debt repaid by an adjustment",
            "adjustment of several grants",
            "scheduled grant voided",
            "grant voided beside a hold",
            "overdue things posted",
            "settled late",
            "settled late into debt",
            "settled into debt",
            "settled without charging all",
            "settled with a return",
            "settled without a known cost",
            "child",
            "child that costs nothing",
            "amended with a return",
            "amended to breakage",
            "amended with a grant",
            "amended without charging all",
            "usage charged into debt",
            "usage charged in part",
            "held credits lapsed",
            "cycle renewed"));
    return all;
  }

  private static Class<?> outcomeOf(Class<?> command) {
    return Arrays.stream(command.getGenericInterfaces())
        .filter(ParameterizedType.class::isInstance)
        .map(type -> (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0])
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
