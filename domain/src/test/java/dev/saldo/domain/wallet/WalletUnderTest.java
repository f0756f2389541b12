package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.PRICES;
import static dev.saldo.domain.wallet.Sample.SAO_PAULO;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.content;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * One wallet, kept as a ledger keeps it: a decision is shown only what it asked for, and what it
 * changes is stored. The books are audited after every command.
 */
final class WalletUnderTest {
  private final WalletAudit audit = new WalletAudit();
  private final Map<Long, Grant> grants = new TreeMap<>();
  private final Map<Long, Hold> holds = new TreeMap<>();
  private final Map<CounterKey, Counter> counters = new HashMap<>();
  private final Map<String, StoredAnswer> answers = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<UsageRecord> usage = new ArrayList<>();
  private final List<DecisionRecord> decisions = new ArrayList<>();
  private Optional<Wallet> wallet = Optional.empty();
  private boolean tenantActive = true;
  private Instant now;

  private WalletUnderTest(Instant now) {
    this.now = now;
  }

  /** A customer's wallet that does not exist yet. */
  static WalletUnderTest unopened(Instant now) {
    return new WalletUnderTest(now);
  }

  /** A wallet in São Paulo, opened at noon of 10 November 2026. */
  static WalletUnderTest onPlan(PlanTerms terms) {
    return onPlan(terms, SAO_PAULO, NOON);
  }

  static WalletUnderTest onPlan(PlanTerms terms, ZoneId zone, Instant now) {
    WalletUnderTest opened = new WalletUnderTest(now);
    opened.outcome(opened.open(terms, zone));
    return opened;
  }

  /** A wallet whose plan gives nothing. */
  static WalletUnderTest empty() {
    return onPlan(Sample.plan("free", 0));
  }

  OpenWallet open(PlanTerms terms, ZoneId zone) {
    return new OpenWallet(
        TENANT,
        WALLET,
        new Key("school-42"),
        terms,
        zone,
        OptionalInt.empty(),
        Optional.empty(),
        ACTOR);
  }

  // Time and circumstances

  WalletUnderTest at(String time) {
    now = Instant.parse(time);
    return this;
  }

  WalletUnderTest at(Instant time) {
    now = time;
    return this;
  }

  WalletUnderTest after(Duration time) {
    now = now.plus(time);
    return this;
  }

  WalletUnderTest afterMinutes(long minutes) {
    return after(Duration.ofMinutes(minutes));
  }

  Instant now() {
    return now;
  }

  void suspendTenant() {
    tenantActive = false;
  }

  void suspendCustomer() {
    Wallet old = wallet();
    wallet =
        Optional.of(
            new Wallet(
                old.id(),
                old.tenant(),
                old.customer(),
                true,
                old.frozen(),
                old.terms(),
                old.nextTerms(),
                old.ownAllowance(),
                old.zone(),
                old.nextZone(),
                old.carried(),
                old.earlier(),
                old.anchor(),
                old.cycle(),
                old.cycleOwnAllowance(),
                old.cyclePlans(),
                old.cycleGranted(),
                old.balances(),
                old.nextDue(),
                old.sequence(),
                old.lastHash(),
                old.lastNumber(),
                old.lastAt()));
  }

  // Commands

  <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
    Decision<R> decision = command.answer(snapshot(command), now);
    if (decision instanceof Decision.Decided<R>(R outcome, Change change, boolean effect)) {
      store(change);
      command
          .key()
          .filter(_ -> effect)
          .ifPresent(key -> answers.put(name(key), new StoredAnswer(key.content(), outcome)));
    }
    return decision;
  }

  <R extends Outcome> R outcome(LedgerCommand<R> command) {
    return switch (submit(command)) {
      case Decision.Decided<R> decided -> decided.outcome();
      case Decision<R> other -> throw new AssertionError("not decided: " + other);
    };
  }

  AuthorizeOutcome ask(Ask ask) {
    return outcome(ask.command(wallet().termsAt(wallet().timeAt(now))));
  }

  AuthorizeOutcome.Held hold(Ask ask) {
    return (AuthorizeOutcome.Held) ask(ask);
  }

  AuthorizeOutcome.Refused refusal(Ask ask) {
    return (AuthorizeOutcome.Refused) ask(ask);
  }

  AuthorizeOutcome.Refusal refusalReason(Ask ask) {
    return refusal(ask).reason();
  }

  SettleOutcome.Settled settle(HoldId hold, long tokens) {
    return (SettleOutcome.Settled) outcome(settlement(hold, tokens));
  }

  SettleOutcome.Settled settle(HoldId hold, long tokens, ModelId model) {
    return (SettleOutcome.Settled) outcome(settlement(hold, tokens, Optional.of(model)));
  }

  Settle settlement(HoldId hold, long tokens) {
    return settlement(hold, tokens, Optional.empty());
  }

  Settle settlement(HoldId hold, long tokens, Optional<ModelId> model) {
    return settlement(
        hold, Optional.of(TokenUsage.ofTokens(tokens, 0)), Evidence.PROVIDER_FINAL, model, true);
  }

  Settle settlement(
      HoldId hold,
      Optional<TokenUsage> used,
      Evidence evidence,
      Optional<ModelId> model,
      boolean succeeded) {
    return new Settle(
        TENANT,
        hold,
        Optional.empty(),
        content(used + " " + evidence + " " + model + " " + succeeded),
        ACTOR,
        used,
        evidence,
        model,
        succeeded,
        Map.of("trace", "t-1"),
        PRICES);
  }

  ReleaseOutcome release(HoldId hold) {
    return outcome(releasing(hold));
  }

  Release releasing(HoldId hold) {
    return new Release(TENANT, hold, Optional.empty(), ACTOR, Optional.of("not needed"));
  }

  ExtendOutcome extend(HoldId hold, String credits) {
    return outcome(extending(hold, credits, Optional.empty()));
  }

  ExtendOutcome extend(HoldId hold, Duration lifetime) {
    return outcome(extending(hold, "0", Optional.of(lifetime)));
  }

  ExtendOutcome extend(HoldId hold, Credits credits, Duration lifetime) {
    return outcome(extending(hold, credits.toString(), Optional.of(lifetime)));
  }

  Extend extending(HoldId hold, String credits, Optional<Duration> lifetime) {
    return new Extend(TENANT, hold, Optional.empty(), ACTOR, Credits.parse(credits), lifetime);
  }

  /** Settles on an assumption. */
  SettleOutcome.Settled assume(HoldId hold, long tokens) {
    return (SettleOutcome.Settled)
        outcome(
            settlement(
                hold,
                Optional.of(TokenUsage.ofTokens(tokens, 0)),
                Evidence.ESTIMATED,
                Optional.empty(),
                true));
  }

  AmendOutcome.Amended amend(HoldId hold, long tokens) {
    return (AmendOutcome.Amended) outcome(amending(hold, tokens));
  }

  Amend amending(HoldId hold, long tokens) {
    return amending(hold, tokens, Optional.empty());
  }

  Amend amending(HoldId hold, long tokens, Optional<ModelId> model) {
    return new Amend(
        TENANT,
        hold,
        Optional.empty(),
        content(tokens + " on " + model),
        ACTOR,
        new Amend.Report(TokenUsage.ofTokens(tokens, 0), Evidence.PROVIDER_FINAL, model, true),
        Map.of("trace", "t-2"),
        PRICES);
  }

  GrantOutcome.Granted grant(Gift gift) {
    return (GrantOutcome.Granted) outcome(gift.command());
  }

  VoidOutcome voidGrant(GrantId id) {
    return outcome(voiding(id));
  }

  VoidGrant voiding(GrantId id) {
    return new VoidGrant(TENANT, id, Optional.empty(), ACTOR, "given by mistake");
  }

  AdjustOutcome adjust(String credits) {
    return outcome(adjusting(credits));
  }

  Adjust adjusting(String credits) {
    return new Adjust(
        TENANT, WALLET, Optional.empty(), ACTOR, Adjustment.parse(credits), "miscounted");
  }

  void freeze() {
    changeFreeze(true);
  }

  FreezeOutcome changeFreeze(boolean frozen) {
    return outcome(new ChangeFreeze(TENANT, WALLET, Optional.empty(), frozen, ACTOR));
  }

  /** Moves now. */
  PlanChangeOutcome changePlan(PlanTerms terms) {
    return changePlan(terms, Optional.of(ChangeTime.NOW));
  }

  PlanChangeOutcome changePlan(PlanTerms terms, Optional<ChangeTime> time) {
    return outcome(new ChangePlan(TENANT, WALLET, Optional.empty(), terms, time, ACTOR));
  }

  PlanChange schedule(PlanTerms terms) {
    Optional<ChangeTime> time = Optional.of(ChangeTime.END_OF_CYCLE);
    return ((PlanChangeOutcome.Scheduled) changePlan(terms, time)).change();
  }

  CancelOutcome cancelPlanChange() {
    return outcome(new CancelPlanChange(TENANT, WALLET, ACTOR));
  }

  /** Agrees on a day and on an allowance; none for the plan's. */
  ChangeOutcome changeCycle(int anchor, Optional<Credits> ownAllowance) {
    AllowanceChange wanted =
        ownAllowance
            .<AllowanceChange>map(AllowanceChange.ToOwn::new)
            .orElseGet(AllowanceChange.ToPlans::new);
    return outcome(new ChangeCycle(TENANT, WALLET, OptionalInt.of(anchor), wanted, ACTOR));
  }

  ChangeOutcome changeZone(String zone) {
    return outcome(new ChangeZone(TENANT, WALLET, ZoneId.of(zone), ACTOR));
  }

  ExpireOutcome sweep() {
    return outcome(new ExpireDue(TENANT, WALLET));
  }

  // What is stored

  Wallet wallet() {
    return wallet.orElseThrow();
  }

  Balances balances() {
    return wallet().balances();
  }

  Credits available() {
    return balances().available();
  }

  Credits held() {
    return balances().held();
  }

  Credits debt() {
    return balances().debt();
  }

  Grant grant(GrantId id) {
    return grants.get(id.number());
  }

  List<Grant> grants() {
    return List.copyOf(grants.values());
  }

  Hold hold(HoldId id) {
    return holds.get(id.number());
  }

  List<Hold> holds() {
    return List.copyOf(holds.values());
  }

  Map<CounterKey, Counter> counters() {
    return Map.copyOf(counters);
  }

  /** The counter that the call of an authorization was reserved in, for a provider. */
  Counter counter(HoldId id, String provider, int window) {
    Hold hold = hold(id);
    var at = hold.windows().get(window);
    return counters.getOrDefault(hold.call().counter(provider, at), Counter.NONE);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The entries as sentences: {@code hold: available → held 3}. */
  List<String> movements() {
    return entries.stream()
        .map(
            entry ->
                "%s: %s → %s %s"
                    .formatted(entry.kind(), entry.from(), entry.to(), entry.amount())
                    .toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The same without what came before. */
  List<String> movementsSince(int count) {
    return movements().subList(count, entries.size());
  }

  List<UsageRecord> usage() {
    return List.copyOf(usage);
  }

  List<DecisionRecord> decisions() {
    return List.copyOf(decisions);
  }

  /** The wallet as a read shows it now. */
  UpToDate look() {
    return UpToDate.of(snapshot(new ExpireDue(TENANT, WALLET)), now);
  }

  // As a ledger does it

  Snapshot snapshot(LedgerCommand<?> command) {
    Instant at = wallet.map(found -> found.timeAt(now)).orElse(now);
    Reads reads = wallet.map(found -> command.reads(found, at)).orElse(Reads.NOTHING);
    Map<Long, Grant> live = new TreeMap<>(grants);
    live.values().removeIf(grant -> !grant.isLive());
    Map<Long, Hold> shown = new TreeMap<>(holds);
    shown
        .values()
        .removeIf(hold -> !reads.holds().contains(hold.number()) && !hold.isOverdueAt(at));
    for (Hold hold : List.copyOf(shown.values())) {
      hold.parent().ifPresent(run -> shown.put(run, holds.get(run)));
      hold.payers().forEach(payer -> live.put(payer, grants.get(payer)));
    }
    Map<CounterKey, Counter> counted = new HashMap<>(counters);
    counted.keySet().retainAll(reads.counters());
    return new Snapshot(
        tenantActive,
        1,
        wallet,
        live,
        shown,
        holds.values().stream()
            .filter(hold -> hold.state() == Hold.State.HELD && !shown.containsKey(hold.number()))
            .map(Hold::expiresAt)
            .min(Instant::compareTo),
        counted,
        command.key().map(key -> answers.get(name(key))),
        now);
  }

  private void store(Change change) {
    wallet = Optional.of(change.wallet());
    change.grants().forEach(grant -> grants.put(grant.id().number(), grant));
    change.holds().forEach(hold -> holds.put(hold.number(), hold));
    for (CounterDelta delta : change.counters()) {
      counters.put(delta.key(), counters.getOrDefault(delta.key(), Counter.NONE).plus(delta));
    }
    entries.addAll(change.entries());
    change.usage().ifPresent(usage::add);
    change.decision().ifPresent(decisions::add);
    audit.check(change, grants.values(), holds.values(), counters);
  }

  private static String name(CommandKey key) {
    return key.operation() + " " + key.key();
  }
}
