package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.OTHER_TENANT;
import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.audit.Untold;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of users must do. */
public abstract class UsersContract {
  private static final Key ANA = new Key("ana");

  private Users users;
  private WalletId school;

  /** The store; users of other customers may be in it. */
  protected abstract Users users();

  /** A customer of {@link Samples#TENANT} without users. */
  protected abstract WalletId newCustomer();

  @BeforeEach
  void prepare() {
    users = users();
    school = newCustomer();
  }

  @Test
  void keepsWhatItIsGiven() {
    User ana = new User(ANA, "professional", Set.of("beta", "vip"), START);
    assertThat(users.put(TENANT, school, ana, Untold.audit())).isEqualTo(ana);
    assertThat(users.find(TENANT, school, ANA)).contains(ana);
    assertThat(users.find(TENANT, school, new Key("bia"))).isEmpty();
  }

  @Test
  void replacesAUserButNotTheTimeOfCreation() {
    users.put(TENANT, school, new User(ANA, "professional", Set.of("beta"), START), Untold.audit());
    User changed =
        users.put(
            TENANT,
            school,
            new User(ANA, "admin", Set.of(), START.plusSeconds(60)),
            Untold.audit());
    assertThat(changed).isEqualTo(new User(ANA, "admin", Set.of(), START));
    assertThat(users.find(TENANT, school, ANA)).contains(changed);
  }

  @Test
  void forgetsAUserOnce() {
    users.put(TENANT, school, new User(ANA, "user", Set.of(), START), Untold.audit());
    assertThat(users.remove(TENANT, school, ANA, Untold.audit())).isTrue();
    assertThat(users.remove(TENANT, school, ANA, Untold.audit())).isFalse();
    assertThat(users.find(TENANT, school, ANA)).isEmpty();
  }

  @Test
  void keepsCustomersAndTenantsApart() {
    User ana = users.put(TENANT, school, new User(ANA, "user", Set.of(), START), Untold.audit());
    WalletId clinic = newCustomer();
    assertThat(users.find(TENANT, clinic, ANA)).isEmpty();
    assertThat(users.remove(TENANT, clinic, ANA, Untold.audit())).isFalse();
    assertThat(users.find(OTHER_TENANT, school, ANA)).isEmpty();
    assertThat(users.remove(OTHER_TENANT, school, ANA, Untold.audit())).isFalse();
    assertThat(users.find(TENANT, school, ANA)).contains(ana);
  }
}
