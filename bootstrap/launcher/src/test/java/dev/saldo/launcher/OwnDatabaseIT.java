package dev.saldo.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDatabaseIT {
  private static EmbeddedDatabase database;

  @BeforeAll
  static void runsADatabase(@TempDir Path temporary) throws IOException {
    database =
        PreparedData.start(PreparedData.open(PreparedData.copyTo(temporary.resolve("data"))));
  }

  @AfterAll
  static void stopsTheDatabase() {
    database.stop();
  }

  @Test
  void acceptsADatabaseThatLetsTheOwnerIn() {
    assertThatCode(() -> OwnDatabase.requireReachable(database.access()))
        .doesNotThrowAnyException();
  }

  @Test
  void namesTheUserWhoseLoginIsRefusedAndNotThePassword() {
    RoleLogin guess = new RoleLogin("saldo_owner", "guess");

    assertThatThrownBy(() -> OwnDatabase.requireReachable(own(url(), guess)))
        .hasMessage(
            "The database %s refuses the login of saldo_owner: check SALDO_DB_USER and"
                + " SALDO_DB_PASSWORD.",
            url());
  }

  @Test
  void saysThatTheDatabaseIsMissing() {
    String missing = url().replace("/saldo", "/elsewhere");

    assertThatThrownBy(() -> OwnDatabase.requireReachable(own(missing, database.access().owner())))
        .hasMessage("The server of %s has no such database: create it first.", missing);
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    gone.close();
    String url = "jdbc:postgresql://127.0.0.1:" + gone.getLocalPort() + "/saldo";

    assertThatThrownBy(
            () -> OwnDatabase.requireReachable(own(url + "?ssl=false", database.access().owner())))
        .hasMessage("The database %s cannot be reached: Connection refused.", url);
  }

  @Test
  void saysThatTheHostIsUnknown() {
    String url = "jdbc:postgresql://nowhere.invalid/saldo";

    assertThatThrownBy(() -> OwnDatabase.requireReachable(own(url, database.access().owner())))
        .hasMessage("The database %s cannot be reached: its host name is unknown.", url);
  }

  private static String url() {
    return database.access().url();
  }

  private static DatabaseAccess own(String url, RoleLogin owner) {
    return new DatabaseAccess(url, owner, owner, owner);
  }
}
