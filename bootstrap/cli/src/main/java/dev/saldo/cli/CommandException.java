package dev.saldo.cli;

/** Why a command failed, in words for the terminal. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was asked for was refused, or could not be done. */
  static CommandException refused(String message) {
    return new CommandException(1, message);
  }

  /** The command was not understood. */
  static CommandException usage(String message) {
    return new CommandException(2, message);
  }

  int exitCode() {
    return exitCode;
  }
}
