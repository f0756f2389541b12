package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;

/** Something that belongs to a wallet, with what every stored row of a wallet carries. */
record Of<T>(WalletId wallet, TenantId tenant, Instant recordedAt, T value) {
  static <T> Of<T> wallet(Wallet wallet, Instant recordedAt, T value) {
    return new Of<>(wallet.id(), wallet.tenant(), recordedAt, value);
  }

  /** Something else of the same wallet. */
  <S> Of<S> with(S other) {
    return new Of<>(wallet, tenant, recordedAt, other);
  }

  /** The columns of wallet and tenant. */
  static <T> Rows<Of<T>> rows(String table) {
    return new Rows<Of<T>>(table)
        .number("wallet_id", row -> row.wallet().value())
        .number("tenant_id", row -> row.tenant().value());
  }

  /** The columns of wallet, tenant and time of recording. */
  static <T> Rows<Of<T>> recordedRows(String table) {
    return Of.<T>rows(table).time("recorded_at", Of::recordedAt);
  }
}
