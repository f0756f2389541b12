package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.CLAUDE;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantTest {
  @Test
  void expiresAfterItBecomesEffective() {
    assertThat(grant(NOON.plusNanos(1)).expiresAt()).contains(NOON.plusNanos(1));
    assertThatThrownBy(() -> grant(NOON))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("a grant must expire after it becomes effective");
  }

  @Test
  void isUsableUntilTheMomentItExpires() {
    Grant grant =
        grant(NOON.plusSeconds(60)).after(Account.ISSUED, Account.AVAILABLE, Credits.of(5));

    assertThat(grant.usableAt(NOON.plusSeconds(60).minusNanos(1))).isTrue();
    assertThat(grant.usableAt(NOON.plusSeconds(60))).isFalse();
    assertThat(grant.isExpiredAt(NOON.plusSeconds(60))).isTrue();
    assertThat(grant(NOON.plusSeconds(60)).usableAt(NOON)).isFalse();
  }

  @Test
  void knowsWhereEveryCreditOfItIs() {
    Grant grant =
        grant(NOON.plusSeconds(60))
            .after(Account.ISSUED, Account.AVAILABLE, Credits.of(5))
            .after(Account.AVAILABLE, Account.HELD, Credits.of(4))
            .after(Account.HELD, Account.SPENT, Credits.of(1))
            .after(Account.HELD, Account.EXPIRED, Credits.of(1))
            .after(Account.HELD, Account.AVAILABLE, Credits.of(1))
            .after(Account.AVAILABLE, Account.FROZEN, Credits.of(1))
            .after(Account.AVAILABLE, Account.DEBT, new Credits(1));

    assertThat(grant.buckets())
        .isEqualTo(
            new Grant.Buckets(
                new Credits(999_999),
                Credits.of(1),
                Credits.of(1),
                new Credits(1_000_001),
                Credits.of(1),
                Credits.ZERO));
    assertThat(grant.isWhole()).isTrue();
    assertThat(grant.isLive()).isTrue();
    assertThat(grant.after(Account.FROZEN, Account.VOIDED, Credits.of(1)).buckets().voided())
        .isEqualTo(Credits.of(1));
    assertThatThrownBy(() -> grant.after(Account.HELD, Account.SPENT, Credits.of(2)))
        .isInstanceOf(ArithmeticException.class);
    assertThat(grant.after(Account.ISSUED, Account.AVAILABLE, new Credits(1)).isWhole()).isFalse();
  }

  @Test
  void isScopedByFeatureAndModelTogether() {
    Scope scope = new Scope(Set.of("user_chat", "diary_analysis"), Set.of("openai"));

    assertThat(scope.allows("user_chat", MINI)).isTrue();
    assertThat(scope.allows("user_chat", CLAUDE)).isFalse();
    assertThat(scope.allows("legal_reports", MINI)).isFalse();
    assertThat(scope.isAll()).isFalse();
    assertThat(new Scope(Set.of("user_chat"), Set.of()).isAll()).isFalse();
    assertThat(new Scope(Set.of(), Set.of("openai")).isAll()).isFalse();
    assertThat(Scope.ALL.isAll()).isTrue();
    assertThat(Scope.ALL.allows("user_chat", CLAUDE)).isTrue();
  }

  private static Grant grant(Instant expiresAt) {
    return new Grant(
        new GrantId(WALLET, 1),
        GrantSource.PURCHASE,
        Credits.of(5),
        Grant.DEFAULT_PRIORITY,
        NOON,
        NOON,
        Optional.of(expiresAt),
        Scope.ALL,
        Optional.empty(),
        Optional.empty(),
        false,
        Grant.Buckets.EMPTY);
  }
}
