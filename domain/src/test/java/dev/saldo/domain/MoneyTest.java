package dev.saldo.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource({
    "39.70, BRL, 3970, 39.70",
    "39.7,  BRL, 3970, 39.70",
    "397,   BRL, 39700, 397.00",
    "0,     BRL, 0, 0.00",
    "0.01,  USD, 1, 0.01",
    "500,   JPY, 500, 500",
    "1.234, KWD, 1234, 1.234",
    "7,     XXX, 7, 7",
    "999999999999999, KWD, 999999999999999000, 999999999999999.000"
  })
  void countsMinorUnits(String amount, String currency, long minor, String written) {
    Money money = Money.parse(amount, currency);

    assertThat(money).isEqualTo(new Money(minor, Currency.getInstance(currency)));
    assertThat(money.amount()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "39.701, BRL, has more decimals than BRL",
    "0.5,    JPY, has more decimals than JPY",
    "39.70,  ABC, 'must be a currency code of ISO 4217, such as \"BRL\"'",
    "39.70,  brl, 'must be a currency code of ISO 4217, such as \"BRL\"'",
    "-1,     BRL, 'must be a decimal, such as \"39.70\"'",
    "1e3,    BRL, 'must be a decimal, such as \"39.70\"'",
    "'39,70', BRL, 'must be a decimal, such as \"39.70\"'",
    "'',     BRL, 'must be a decimal, such as \"39.70\"'",
    "1000000000000000, BRL, 'must be a decimal, such as \"39.70\"'"
  })
  void refusesWhatIsNoAmount(String amount, String currency, String message) {
    assertThatThrownBy(() -> Money.parse(amount, currency))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(message);
  }

  @Test
  void isNeverNegative() {
    assertThatThrownBy(() -> new Money(-1, Currency.getInstance("BRL")))
        .isInstanceOf(InvalidValueException.class);
  }
}
