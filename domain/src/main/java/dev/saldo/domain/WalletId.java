package dev.saldo.domain;

/** Identifies the one wallet of a customer; rises with the time it was opened. */
public record WalletId(long value) implements Comparable<WalletId> {
  @Override
  public int compareTo(WalletId other) {
    return Long.compare(value, other.value);
  }
}
