package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleLoginTest {

  @Test
  void derivesTheHmacOfTheRolesNameUnderTheOwnersPassword() {
    RoleLogin derived = RoleLogin.derived(new RoleLogin("owner", "owner-password"), "saldo_app");

    // printf saldo_app | openssl dgst -sha256 -hmac owner-password
    assertThat(derived.password())
        .isEqualTo("68d15ad222ca7d21877a2054e33cb3504053487fbd2c80396008df51368c9565");
    assertThat(derived.user()).isEqualTo("saldo_app");
  }

  @Test
  void keepsThePasswordOutOfItsText() {
    assertThat(new RoleLogin("owner", "hush")).hasToString("owner");
  }
}
