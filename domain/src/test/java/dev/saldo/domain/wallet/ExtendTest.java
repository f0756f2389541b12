package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.plan;
import static dev.saldo.domain.wallet.Sample.unlimited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an extension asks before it takes more; what it does is in the stories of holds. */
class ExtendTest {
  private final WalletUnderTest wallet = WalletUnderTest.onPlan(plan("free", 100));

  @Test
  void isOfCreditsOrTimeOrBoth() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();

    assertThatThrownBy(() -> wallet.extending(hold, "0", Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be more credits, more time or both");
  }

  @Test
  void takesNoMoreFromASuspendedCustomerAndGivesTime() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    wallet.suspendCustomer();

    assertThat(wallet.extend(hold, "1"))
        .isEqualTo(refused(new AuthorizeOutcome.CustomerSuspended()));
    assertThat(wallet.extend(hold, Duration.ofMinutes(30)))
        .isInstanceOf(ExtendOutcome.Extended.class);
  }

  @Test
  void takesNoMoreForASuspendedTenant() {
    HoldId hold = wallet.hold(Ask.tokens(10_000)).id();
    wallet.suspendCustomer();
    wallet.suspendTenant();

    assertThat(wallet.extend(hold, "1")).isEqualTo(refused(new AuthorizeOutcome.TenantSuspended()));
    assertThat(wallet.held()).isEqualTo(Credits.of(10));
  }

  @Test
  void takesNothingUnderUnlimitedEnforcement() {
    WalletUnderTest free = WalletUnderTest.onPlan(unlimited());
    free.grant(Gift.purchase("7"));
    HoldId hold = free.hold(Ask.tokens(10_000)).id();

    ExtendOutcome.Extended extended = (ExtendOutcome.Extended) free.extend(hold, "50");

    assertThat(extended.added()).isEqualTo(Credits.ZERO);
    assertThat(free.hold(hold).credits()).isEqualTo(Credits.ZERO);
    assertThat(free.hold(hold).expected()).isEmpty();
    assertThat(free.available()).isEqualTo(Credits.of(7));
  }

  private ExtendOutcome refused(AuthorizeOutcome.Refusal reason) {
    return new ExtendOutcome.NotExtended(reason, wallet.look().standing());
  }
}
