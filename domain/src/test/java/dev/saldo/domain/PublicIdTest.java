package dev.saldo.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.HoldId;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicIdTest {
  private static final WalletId WALLET = new WalletId(42);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 31, 32, 33, 1023, 1L << 40, Long.MAX_VALUE - 1, Long.MAX_VALUE})
  void readsWhatItWrote(long number) {
    assertThat(GrantId.parse(new GrantId(WALLET, number).toString()))
        .isEqualTo(new GrantId(WALLET, number));
    assertThat(HoldId.parse(new HoldId(WALLET, number).toString()))
        .isEqualTo(new HoldId(WALLET, number));
    assertThat(DecisionId.parse(new DecisionId(new WalletId(number), 7).toString()))
        .isEqualTo(new DecisionId(new WalletId(number), 7));
  }

  @Test
  void writesPrefixNumberAndWalletInCrockfordsBase32() {
    assertThat(new HoldId(new WalletId(33), 31)).hasToString("auth_000000000000z0000000000011");
    assertThat(new GrantId(new WalletId(1), Long.MAX_VALUE))
        .hasToString("grant_7zzzzzzzzzzzz0000000000001");
    assertThat(new DecisionId(new WalletId(18), 20).toString())
        .isEqualTo("dec_000000000000m000000000000j");
  }

  @Test
  void readsCapitalsToo() {
    String text = new HoldId(new WalletId(987_654_321), 123_456_789).toString();
    assertThat(HoldId.parse("auth_" + text.substring(5).toUpperCase(Locale.ROOT)))
        .isEqualTo(HoldId.parse(text));
  }

  @Test
  void sortsTextsAsNumbers() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long one = random.nextLong(Long.MAX_VALUE);
      long other = random.nextLong(Long.MAX_VALUE);
      assertThat(
              Integer.signum(
                  new HoldId(WALLET, one)
                      .toString()
                      .compareTo(new HoldId(WALLET, other).toString())))
          .isEqualTo(Long.compare(one, other));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "auth_",
        "grant_00000000000010000000000001",
        "AUTH_00000000000010000000000001",
        "auth_0000000000001000000000001",
        "auth_000000000000100000000000010",
        "auth_0000000000u010000000000001",
        "auth_0000000000i010000000000001",
        "auth_000000000-0010000000000001",
        "auth_80000000000000000000000000",
        "auth_00000000000008000000000000",
        "auth_zzzzzzzzzzzzz0000000000001"
      })
  void refusesWhatItNeverWrote(String text) {
    assertThatThrownBy(() -> HoldId.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void ordersWallets() {
    assertThat(new WalletId(1)).isLessThan(new WalletId(2)).isEqualByComparingTo(new WalletId(1));
  }
}
