package dev.saldo.launcher;

import java.sql.Connection;
import java.sql.SQLException;

/** A database that the operator runs, which Saldo neither starts nor stops. */
final class OwnDatabase {
  private OwnDatabase() {}

  /**
   * Makes sure that the owner can log in.
   *
   * @throws LaunchException if it cannot, with the reason
   */
  static void requireReachable(DatabaseAccess access) {
    try (Connection connection = DatabaseSetup.connect(access.url(), access.owner())) {
      if (!connection.isValid(10)) {
        throw Failure.DATABASE_UNREACHABLE.with(access.shownUrl(), "it does not answer");
      }
    } catch (SQLException e) {
      throw failure(access, e);
    }
  }

  private static LaunchException failure(DatabaseAccess access, SQLException e) {
    String url = access.shownUrl();
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("28")) {
      return Failure.DATABASE_LOGIN_REFUSED.with(url, access.owner().user());
    }
    if (state.equals("3D000")) {
      return Failure.DATABASE_MISSING.with(url);
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason =
        cause instanceof java.net.UnknownHostException
            ? "its host name is unknown"
            : String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    return Failure.DATABASE_UNREACHABLE.with(url, reason.replaceAll("\\.$", ""));
  }
}
