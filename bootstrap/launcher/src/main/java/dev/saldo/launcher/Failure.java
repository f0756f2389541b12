package dev.saldo.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every way in which Saldo can fail to start or to keep running: the sentence the operator reads
 * and the exit code a script reads. Parts in angle brackets are filled in; none is ever a secret.
 */
enum Failure {
  SETTING_INVALID(2, "<variable> must be <expectation>."),
  DISTRIBUTION_MISSING(13, "There is no Saldo server in <directory>: start Saldo with ./saldo."),
  DATA_DIRECTORY_FOREIGN(
      20, "<directory> holds other files and no Saldo data: set SALDO_DATA_DIR to a new place."),
  DATA_DIRECTORY_OF_OTHER_LAYOUT(
      20,
      "<directory> was written by another version of Saldo (data layout <found>, this version"
          + " reads <expected>): start it with the version that wrote it."),
  DATA_DIRECTORY_OF_OTHER_POSTGRES(
      20,
      "<directory> holds PostgreSQL <found> data and this Saldo brings PostgreSQL <expected>:"
          + " start it with the version of Saldo that wrote it."),
  ALREADY_RUNNING(
      21, "Saldo is already running on <directory> (process <pid>): see ./saldo status."),
  DATA_DIRECTORY_UNUSABLE(22, "The data directory <directory> cannot be used: <reason>."),
  SECRETS_MISSING(
      23,
      "<file>, the passwords of the embedded database, is missing or incomplete: restore it from"
          + " a backup of the data directory."),
  BACKUP_TARGET_TAKEN(24, "<directory> exists: name a directory that is not there yet."),
  BACKUP_OF_NOTHING(
      25,
      "No database of Saldo runs on <directory>: start it, or copy the directory while it is"
          + " stopped."),
  BACKUP_OF_OWN_DATABASE(
      26, "SALDO_DB_URL names a database of your own: back it up by its own means."),
  BACKUP_FAILED(27, "The backup cannot be made: <reason>."),
  BACKUP_UNDER_WAY(
      28,
      "<directory> exists: another backup is under way, or one was cut off; if none is, remove it"
          + " and try again."),
  PORT_TAKEN(
      30,
      "Port <port> of <host> is taken by another program: stop it, or set SALDO_HTTP_PORT to a"
          + " free port."),
  ADDRESS_UNUSABLE(
      31, "Saldo cannot listen on <host>, port <port>: <reason>. See SALDO_HTTP_HOST."),
  DATABASE_UNREACHABLE(40, "The database <url> cannot be reached: <reason>."),
  DATABASE_LOGIN_REFUSED(
      41,
      "The database <url> refuses the login of <user>: check SALDO_DB_USER and SALDO_DB_PASSWORD."),
  DATABASE_MISSING(42, "The server of <url> has no such database: create it first."),
  PLATFORM_UNSUPPORTED(
      43, "Saldo brings no PostgreSQL for <platform>: set SALDO_DB_URL to a database of your own."),
  ROOT_REFUSED(
      44,
      "PostgreSQL does not run as root and this machine does not let root drop its rights"
          + " (unshare -U): start Saldo as an ordinary user, or set SALDO_DB_URL."),
  EMBEDDED_DATABASE_FAILED(45, "The embedded database cannot <step>: see <log>."),
  SERVER_NOT_READY(50, "The server was not ready within <seconds> seconds: see <log>."),
  SERVER_NOT_STARTED(51, "The server did not start: see <log>."),
  SERVER_REFUSED(52, "<reason>"),
  SERVER_STOPPED(53, "The server stopped by itself (exit code <code>): see <log>."),
  DATABASE_STOPPED(54, "The embedded database stopped by itself: see <log>."),
  STOP_TIMED_OUT(60, "Saldo (process <pid>) has not stopped within <seconds> seconds."),
  UNEXPECTED(70, "Saldo failed unexpectedly: <reason>. See <log>.");

  private static final Pattern BLANK = Pattern.compile("<[a-z]+>");

  private final int exitCode;
  private final String template;

  Failure(int exitCode, String template) {
    this.exitCode = exitCode;
    this.template = template;
  }

  /** The exit code of the process, never 0; failures with the same remedy share one. */
  int exitCode() {
    return exitCode;
  }

  /** The sentence with its blanks, as the documentation lists it. */
  String template() {
    return template;
  }

  /**
   * The failure with its blanks filled in order.
   *
   * @throws IllegalArgumentException if there are more or fewer values than blanks
   */
  LaunchException with(Object... values) {
    Matcher blank = BLANK.matcher(template);
    StringBuilder sentence = new StringBuilder();
    int filled = 0;
    while (blank.find()) {
      if (filled == values.length) {
        throw new IllegalArgumentException(name() + " lacks a value for " + blank.group());
      }
      blank.appendReplacement(sentence, Matcher.quoteReplacement(String.valueOf(values[filled++])));
    }
    if (filled < values.length) {
      throw new IllegalArgumentException(name() + " has only " + filled + " blanks");
    }
    return new LaunchException(this, blank.appendTail(sentence).toString());
  }
}
