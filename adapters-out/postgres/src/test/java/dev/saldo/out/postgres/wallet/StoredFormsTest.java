package dev.saldo.out.postgres.wallet;

import static dev.saldo.application.wallet.Samples.ACTOR;
import static dev.saldo.application.wallet.Samples.CLAUDE;
import static dev.saldo.application.wallet.Samples.MINI;
import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.TENANT;
import static dev.saldo.application.wallet.Samples.candidate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saldo.application.wallet.InMemoryFixture;
import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.application.wallet.LedgerScript;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.wallet.Adjust;
import dev.saldo.domain.wallet.Adjustment;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.ChangeFreeze;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.ChangeZone;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Extend;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.domain.wallet.Used;
import dev.saldo.domain.wallet.VoidGrant;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.wallet.LedgerJson.DecisionDetail;
import dev.saldo.out.postgres.wallet.LedgerJson.HoldDetail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StoredFormsTest {
  private static final WalletId WALLET = new WalletId(42);
  private static final PlanTerms FREE = Samples.plan("free", 100);

  private static final PlanTerms ROLLING =
      new PlanTerms(
          "yearly",
          2,
          Credits.of(600),
          Enforcement.HARD,
          OverrunPolicy.CHARGE,
          Credits.ZERO,
          CycleKind.ANNIVERSARY_MONTH,
          Optional.of(Rollover.forCycles(Credits.of(200), 1)));

  private final ManualClock clock = new ManualClock(START);
  private final InMemoryLedger ledger = InMemoryFixture.on(clock).ledger();

  /** What is stored today must be read by every later version: the files never change. */
  @TestFactory
  List<DynamicTest> readsAndWritesTheStoredForm() {
    return documents().entrySet().stream()
        .map(
            document ->
                DynamicTest.dynamicTest(
                    document.getKey(),
                    () -> {
                      String stored = stored(document.getKey());
                      Object value = document.getValue();
                      ObjectMapper json = new ObjectMapper();
                      assertThat(json.readTree(write(value))).isEqualTo(json.readTree(stored));
                      assertThat(read(stored, value.getClass())).isEqualTo(value);
                    }))
        .toList();
  }

  @Test
  void readsPlanChangesThatWereStoredWithoutTheirNumber() throws IOException {
    for (String kind : List.of("plan_changed", "plan_change_scheduled")) {
      ObjectNode older = (ObjectNode) new ObjectMapper().readTree(stored(kind));
      assertThat(older.remove("number")).isNotNull();

      assertThat(AnswerCodec.read(older.toString()))
          .asInstanceOf(InstanceOfAssertFactories.type(PlanChangeOutcome.class))
          .satisfies(StoredFormsTest::hasNoNumber);
    }
  }

  private static void hasNoNumber(PlanChangeOutcome outcome) {
    OptionalLong number =
        switch (outcome) {
          case PlanChangeOutcome.Changed changed -> changed.number();
          case PlanChangeOutcome.Scheduled scheduled -> scheduled.number();
          case PlanChangeOutcome.AlreadyOnPlan() -> throw new AssertionError("no effect");
        };
    assertThat(number).isEmpty();
  }

  private static String write(Object value) {
    return value instanceof Outcome answer
        ? AnswerCodec.write(answer)
        : Json.write(LedgerJson.MAPPER, value);
  }

  private static Object read(String stored, Class<?> type) {
    return Outcome.class.isAssignableFrom(type)
        ? AnswerCodec.read(stored)
        : Json.read(LedgerJson.MAPPER, stored, type);
  }

  @Test
  void readsHowLimitsStoodWhenThereWereOnlyThoseOfTheMatrix() throws IOException {
    AuthorizeOutcome.Held old =
        (AuthorizeOutcome.Held) AnswerCodec.read(stored("held_of_version_1"));

    assertThat(old.hold().counted()).isEmpty();
    assertThat(old.limits())
        .extracting(
            state -> state.limit().name(),
            state -> state.limit().meter().target(),
            state -> state.limit().max(),
            LimitState::remaining)
        .containsExactly(tuple("daily", "openai", 3L, 2L), tuple("monthly", "openai", 30L, 29L));
  }

  @Test
  void keepsTheLimitsOfAHoldAndItsDecision() {
    Authorize asked =
        Samples.limited(
            Samples.authorize(WALLET, FREE, 100),
            Samples.limit("tokens", 1_000, LimitUnit.TOKENS, WindowKind.CYCLE),
            Samples.limit("rpm", 60, LimitUnit.CALLS, WindowKind.RATE));
    effect(Samples.open(WALLET, FREE));
    AuthorizeOutcome.Held held = (AuthorizeOutcome.Held) effect(asked);
    DecisionRecord decision = ledger.decisions(WALLET).getFirst();

    HoldDetail detail =
        Json.read(
            LedgerJson.MAPPER,
            Json.write(LedgerJson.MAPPER, HoldDetail.of(held.hold())),
            HoldDetail.class);
    DecisionDetail stored =
        OperationRow.decision(Json.write(LedgerJson.MAPPER, DecisionDetail.of(decision)));

    assertThat(detail.counters()).isEqualTo(held.hold().counted()).hasSize(2);
    assertThat(stored.decision(decision.number(), Optional.of(held.hold()))).isEqualTo(decision);
  }

  @Test
  void readsBackEveryAnswerOfARandomLife() {
    LedgerScript script =
        new LedgerScript(11, List.of(new WalletId(1), new WalletId(2), new WalletId(3)));
    int effects = 0;
    for (int step = 0; step < 2_000; step++) {
      switch (script.next(clock.instant())) {
        case LedgerScript.Step.Advance(var by) -> clock.advance(by);
        case LedgerScript.Step.Submit(var command) -> {
          Decision<?> decision = ledger.submit(command);
          script.answered(command, decision);
          if (decision instanceof Decision.Decided<?> decided && decided.effect()) {
            Outcome answer = decided.outcome();
            assertThat(AnswerCodec.read(AnswerCodec.write(answer))).isEqualTo(answer);
            effects++;
          }
        }
      }
    }
    assertThat(effects).isGreaterThan(400);
  }

  @Test
  void refusesToStoreARefusal() {
    assertThatThrownBy(() -> AnswerCodec.write(new SettleOutcome.HoldUnknown()))
        .isInstanceOf(IllegalStateException.class);
  }

  private Map<String, Object> documents() {
    Map<String, Object> documents = new LinkedHashMap<>();
    documents.put("opened", effect(Samples.open(WALLET, FREE)));
    documents.put("granted", effect(grant()));
    clock.advance(Duration.ofNanos(1_234_567_000));
    AuthorizeOutcome.Held held =
        (AuthorizeOutcome.Held)
            effect(
                Samples.authorize(
                    WALLET,
                    FREE,
                    110_000,
                    candidate(MINI, Optional.of(3L), Optional.of(30L)),
                    candidate(CLAUDE)));
    documents.put("held", held);
    documents.put("hold_detail", HoldDetail.of(held.hold()));
    documents.put("decision", DecisionDetail.of(ledger.decisions(WALLET).getFirst()));
    documents.put("settled", effect(Samples.settle(held.id(), 1_300)));
    documents.put("usage", ledger.usage(WALLET).getFirst());
    AuthorizeOutcome.Held other =
        (AuthorizeOutcome.Held) effect(Samples.authorize(WALLET, FREE, 1_000));
    documents.put("released", effect(Samples.release(other.id())));
    documents.put(
        "plan_changed", effect(changePlan(Samples.plan("premium", 6_000), ChangeTime.NOW)));
    documents.put("changed", effect(new ChangeZone(TENANT, WALLET, ZoneId.of("UTC"), ACTOR)));
    effect(changePlan(Samples.plan("free", 50), ChangeTime.END_OF_CYCLE));
    documents.put("plan_change_scheduled", effect(changePlan(ROLLING, ChangeTime.END_OF_CYCLE)));
    documents.put("next_terms", ROLLING);
    documents.put("plan_change_cancelled", effect(new CancelPlanChange(TENANT, WALLET, ACTOR)));
    documents.putAll(ofARun());
    documents.put("adjusted", effect(adjust("-2.5")));
    documents.put("grant_voided", effect(voidGrant(grant())));
    documents.put(
        "freeze_changed", effect(new ChangeFreeze(TENANT, WALLET, Optional.empty(), true, ACTOR)));
    documents.put(
        "usage_charged", effect(Used.tokens(2_500).in(WALLET).command(Samples.plan("premium", 1))));
    documents.put("usage_direct", ledger.usage(WALLET).getLast());
    documents.put("earlier_terms", ledger.wallet(TENANT, WALLET).orElseThrow().earlier().getLast());
    return documents;
  }

  /** A run that was extended, and a child of it that was settled on an estimate and corrected. */
  private Map<String, Object> ofARun() {
    Map<String, Object> documents = new LinkedHashMap<>();
    PlanTerms premium = Samples.plan("premium", 6_000);
    AuthorizeOutcome.Held run =
        (AuthorizeOutcome.Held) effect(Samples.authorize(WALLET, premium, 20_000));
    documents.put(
        "extended",
        effect(
            new Extend(
                TENANT,
                run.id(),
                Optional.empty(),
                ACTOR,
                Credits.of(5),
                Optional.of(Duration.ofHours(1)))));
    AuthorizeOutcome.Held child =
        (AuthorizeOutcome.Held)
            effect(Samples.within(Samples.authorize(WALLET, premium, 8_000), run.id()));
    documents.put("settled_estimate", effect(Samples.estimated(Samples.settle(child.id(), 7_000))));
    documents.put("amended", effect(Samples.amend(child.id(), 3_000, MINI)));
    documents.put("usage_correction", ledger.usage(WALLET).getLast());
    List<Hold> holds = ledger.holds(WALLET);
    documents.put("hold_detail_of_run", HoldDetail.of(holds.get(holds.size() - 2)));
    documents.put("hold_detail_amended", HoldDetail.of(holds.getLast()));
    return documents;
  }

  private static Adjust adjust(String credits) {
    return new Adjust(
        TENANT, WALLET, Optional.empty(), ACTOR, Adjustment.parse(credits), "counted twice");
  }

  private VoidGrant voidGrant(IssueGrant given) {
    GrantId id = ((GrantOutcome.Granted) effect(given)).grant().id();
    return new VoidGrant(TENANT, id, Optional.empty(), ACTOR, "given by mistake");
  }

  private static ChangePlan changePlan(PlanTerms terms, ChangeTime time) {
    return new ChangePlan(TENANT, WALLET, Optional.empty(), terms, Optional.of(time), ACTOR);
  }

  private static IssueGrant grant() {
    return new IssueGrant(
        TENANT,
        WALLET,
        Optional.empty(),
        ACTOR,
        Credits.parse("12.5"),
        GrantSource.PURCHASE,
        40,
        Optional.empty(),
        Optional.of(START.plus(Duration.ofDays(30))),
        new Scope(Set.of("diary_analysis"), Set.of("openai")),
        Optional.of(Money.parse("9.90", "BRL")),
        Optional.of("promised \"yesterday\""));
  }

  private Outcome effect(LedgerCommand<?> command) {
    return switch (ledger.submit(command)) {
      case Decision.Decided<?> decided when decided.effect() -> decided.outcome();
      case Decision<?> none -> throw new AssertionError("no effect: " + none);
    };
  }

  private static String stored(String kind) throws IOException {
    try (InputStream file =
        StoredFormsTest.class.getResourceAsStream("/stored/" + kind + ".json")) {
      assertThat(file).as("stored/%s.json", kind).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
