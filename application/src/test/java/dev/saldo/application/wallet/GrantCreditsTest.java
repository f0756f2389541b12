package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Interruption;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Untold;
import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.Money;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.GrantOutcome.Granted;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GrantCreditsTest {
  private static final Key SCHOOL = new Key("school-42");

  private final InMemorySaldo saldo = new InMemorySaldo();
  private WalletId wallet;

  @BeforeEach
  void openWallet() {
    wallet = saldo.customer("school-42", "free").wallet();
  }

  @Test
  void bringsCreditsIn() {
    Granted granted = granted(grant("12.5", key("k1", "body")));
    assertThat(granted.grant().amount()).isEqualTo(Credits.parse("12.5"));
    assertThat(granted.grant().paid()).contains(Money.parse("39.70", "BRL"));
    assertThat(granted.standing().available()).isEqualTo(Credits.parse("112.5"));
    Entry entry = saldo.ledger.entries(wallet).getLast();
    assertThat(entry.actor()).isEqualTo("key_test");
  }

  @Test
  void grantsOnceForOneKey() {
    Granted first = granted(grant("12.5", key("k1", "body")));
    assertThat(grant("12.5", key("k1", "body")))
        .isEqualTo(new WalletResult.Answered<GrantOutcome>(first, true));
    assertThat(grant("99", key("k1", "other")))
        .isEqualTo(new WalletResult.KeyReused<GrantOutcome>());
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.parse("112.5"));
  }

  @Test
  void repaysDebtFirst() {
    var hold = saldo.held(diaryAnalysis().request()).id();
    saldo.settle(hold, TokenUsage.ofTokens(130_000, 0));
    Granted granted = granted(grant("50", key("k1", "body")));
    assertThat(granted.repaid()).isEqualTo(Credits.of(30));
    assertThat(granted.standing().available()).isEqualTo(Credits.of(20));
  }

  /** Under the same key a repetition completes the record that a crash prevented. */
  @Test
  void isToldOnceWhereverItWasInterrupted() {
    Audit<Granted> audit =
        Audit.of(
            Author.COMMAND_LINE,
            "grant",
            granted -> granted.grant().id().toString(),
            granted -> granted.grant().amount().toString());
    GrantCredits.Request purchase = InMemorySaldo.purchase("12.5");
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo();
              fresh.customer("school-42", "free");
              GrantCredits interrupted =
                  new GrantCredits(
                      fresh.customers,
                      fresh.catalog,
                      interruption.watch(Ledger.class, fresh.ledger),
                      interruption.watch(AuditLog.class, fresh.auditLog));
              RequestKey key = key("k1", "body");
              interruption.run(() -> interrupted.grant(fresh.caller, SCHOOL, purchase, key, audit));
              fresh.grantCredits.grant(fresh.caller, SCHOOL, purchase, key, audit);

              assertThat(fresh.standing("school-42").available()).isEqualTo(Credits.parse("112.5"));
              assertThat(
                      fresh
                          .auditLog
                          .list(fresh.tenant.id(), AuditLog.Filter.ALL, PageRequest.first())
                          .data())
                  .hasSize(1);
            });
    assertThat(places).isEqualTo(4);
  }

  @Test
  void keepsScopeAndTimes() {
    Instant from = Samples.START.plusSeconds(60);
    Instant to = Samples.START.plusSeconds(3600);
    Scope scope = new Scope(Set.of("user_chat"), Set.of("openai"));
    Granted granted =
        granted(
            saldo.grantCredits.grant(
                saldo.caller,
                SCHOOL,
                new GrantCredits.Request(
                    Credits.of(5),
                    GrantSource.PROMO,
                    10,
                    Optional.of(from),
                    Optional.of(to),
                    scope,
                    Optional.empty(),
                    Optional.of("welcome")),
                key("k1", "body"),
                Untold.audit()));
    assertThat(granted.grant().scope()).isEqualTo(scope);
    assertThat(granted.grant().effectiveAt()).isEqualTo(from);
    assertThat(granted.grant().expiresAt()).contains(to);
    assertThat(granted.grant().priority()).isEqualTo(10);
    assertThat(granted.grant().reason()).contains("welcome");
    assertThat(granted.standing().available()).isEqualTo(Credits.of(100));
  }

  @Test
  void refusesAGrantThatWouldLapseAtOnce() {
    GrantCredits.Request lapsed =
        new GrantCredits.Request(
            Credits.of(5),
            GrantSource.PROMO,
            50,
            Optional.empty(),
            Optional.of(Samples.START),
            Scope.ALL,
            Optional.empty(),
            Optional.empty());
    assertThat(
            saldo.grantCredits.grant(
                saldo.caller, SCHOOL, lapsed, key("k1", "body"), Untold.audit()))
        .isEqualTo(
            new WalletResult.Answered<GrantOutcome>(new GrantOutcome.ExpiresTooEarly(), false));
  }

  @Test
  void refusesMoreThanAWalletCanCount() {
    assertThat(grant("1000000000000", key("k1", "body")))
        .isEqualTo(
            new WalletResult.Answered<GrantOutcome>(new GrantOutcome.BalanceTooLarge(), false));
    assertThat(granted(grant("999999999900", key("k1", "body"))).standing().available())
        .isEqualTo(Credits.MAX);
  }

  @Test
  void answersACustomerWhoIsUnknownOrNotTheKeysOwn() {
    GrantCredits.Request request = InMemorySaldo.purchase("5");
    assertThat(grant(saldo.caller, "school-43", request))
        .isEqualTo(new WalletResult.Unknown<GrantOutcome>());
    saldo.customer("school-43", "free");
    assertThat(grant(saldo.boundTo("school-42"), "school-43", request))
        .isEqualTo(new WalletResult.Unknown<GrantOutcome>());
    assertThat(grant(saldo.boundTo("school-42"), "school-42", request))
        .isInstanceOf(WalletResult.Answered.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = GrantSource.class,
      names = {"PLAN", "ROLLOVER"})
  void leavesGrantsOfTheCycleToTheCycle(GrantSource source) {
    assertInvalid("5", source, 50, Optional.empty(), "must be purchase, promo or adjustment");
  }

  @Test
  void refusesWhatAGrantCannotBe() {
    Optional<Money> paid = Optional.of(Money.parse("1.00", "BRL"));
    assertInvalid("0", GrantSource.PROMO, 50, Optional.empty(), "must be more than 0");
    assertInvalid("5", GrantSource.PROMO, 101, Optional.empty(), "must be 0 to 100");
    assertInvalid("5", GrantSource.PROMO, -1, Optional.empty(), "must be 0 to 100");
    assertInvalid("5", GrantSource.PROMO, 50, paid, "only a purchase is paid");
  }

  private static void assertInvalid(
      String credits, GrantSource source, int priority, Optional<Money> paid, String message) {
    assertThatThrownBy(
            () ->
                new GrantCredits.Request(
                    Credits.parse(credits),
                    source,
                    priority,
                    Optional.empty(),
                    Optional.empty(),
                    Scope.ALL,
                    paid,
                    Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(message);
  }

  private WalletResult<GrantOutcome> grant(String credits, RequestKey key) {
    return saldo.grantCredits.grant(
        saldo.caller, SCHOOL, InMemorySaldo.purchase(credits), key, Untold.audit());
  }

  private WalletResult<GrantOutcome> grant(
      Caller caller, String customer, GrantCredits.Request request) {
    return saldo.grantCredits.grant(
        caller, new Key(customer), request, key("k9", "body"), Untold.audit());
  }

  private static Granted granted(WalletResult<GrantOutcome> result) {
    return switch (result) {
      case WalletResult.Answered<GrantOutcome>(Granted granted, boolean _) -> granted;
      case WalletResult<GrantOutcome> other -> throw new AssertionError("not granted: " + other);
    };
  }

  private static RequestKey key(String key, String content) {
    return new RequestKey(key, InMemorySaldo.digest(content));
  }
}
