package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Map<String, String> OWN =
      Map.of(
          "SALDO_DB_URL", "jdbc:postgresql://db.example:5432/saldo",
          "SALDO_DB_USER", "owner",
          "SALDO_DB_PASSWORD", "owner-password");

  @Test
  void standsOnItsOwnWithoutAnyVariable() {
    Settings settings = Settings.from(Map.of());

    assertThat(settings.http()).isEqualTo(new HttpAddress("127.0.0.1", 8080));
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(settings.ownDatabase()).isEmpty();
    assertThat(settings.adminKeys()).isEmpty();
  }

  @Test
  void knowsADataDirectoryByOneNameHoweverItIsReached(@TempDir Path temporary) throws IOException {
    Path real = Files.createDirectories(temporary.toRealPath().resolve("real"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), real);

    Settings settings = Settings.from(Map.of("SALDO_DATA_DIR", link + "/not/yet/../there"));

    assertThat(settings.dataDirectory()).isEqualTo(real.resolve("not").resolve("there"));
  }

  @Test
  void takesEmptyVariablesForUnset() {
    Settings settings =
        Settings.from(Map.of("SALDO_HTTP_PORT", "", "SALDO_DB_URL", " ", "SALDO_DATA_DIR", ""));

    assertThat(settings).isEqualTo(Settings.from(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http", "80 80"})
  void refusesWhatIsNoPort(String port) {
    assertThatThrownBy(() -> Settings.from(Map.of("SALDO_HTTP_PORT", port)))
        .isInstanceOf(LaunchException.class)
        .hasMessage("SALDO_HTTP_PORT must be a port number from 1 to 65535.");
  }

  @Test
  void derivesThePasswordsOfTheRolesFromTheOwners() {
    DatabaseAccess access = Settings.from(OWN).ownDatabase().orElseThrow();

    assertThat(access.owner()).isEqualTo(new RoleLogin("owner", "owner-password"));
    assertThat(access.app()).isEqualTo(RoleLogin.derived(access.owner(), "saldo_app"));
    assertThat(access.ledger()).isEqualTo(RoleLogin.derived(access.owner(), "saldo_ledger"));
  }

  @Test
  void prefersTheRolesItIsGiven() {
    Map<String, String> given = new HashMap<>(OWN);
    given.put("SALDO_DB_APP_USER", "api");
    given.put("SALDO_DB_APP_PASSWORD", "api-password");
    given.put("SALDO_DB_LEDGER_USER", "writer");

    DatabaseAccess access = Settings.from(given).ownDatabase().orElseThrow();

    assertThat(access.app()).isEqualTo(new RoleLogin("api", "api-password"));
    assertThat(access.ledger()).isEqualTo(RoleLogin.derived(access.owner(), "writer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SALDO_DB_USER", "SALDO_DB_PASSWORD"})
  void refusesAnOwnDatabaseWithoutItsOwner(String missing) {
    Map<String, String> given = new HashMap<>(OWN);
    given.remove(missing);

    assertThatThrownBy(() -> Settings.from(given))
        .hasMessage(missing + " must be set together with SALDO_DB_URL.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://db.example/saldo",
        "jdbc:mysql://db.example/saldo",
        "jdbc:postgresql://db.example/saldo?user=owner&password=hush"
      })
  void refusesAnUnusableUrlWithoutRepeatingIt(String url) {
    Map<String, String> given = new HashMap<>(OWN);
    given.put("SALDO_DB_URL", url);

    assertThatThrownBy(() -> Settings.from(given))
        .hasMessageStartingWith("SALDO_DB_URL must be a URL such as")
        .message()
        .doesNotContain("hush", "db.example");
  }

  @Test
  void passesTheGivenAdminKeysOn() {
    Settings settings = Settings.from(Map.of("SALDO_BOOTSTRAP_KEY", "live", "PATH", "elsewhere"));

    assertThat(settings.adminKeys()).isEqualTo(Map.of("SALDO_BOOTSTRAP_KEY", "live"));
  }
}
