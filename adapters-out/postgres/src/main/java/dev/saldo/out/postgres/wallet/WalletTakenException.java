package dev.saldo.out.postgres.wallet;

/** A wallet that was not there when the transaction looked was there when it was to be added. */
final class WalletTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WalletTakenException() {
    super("the wallet was added by somebody else");
  }
}
