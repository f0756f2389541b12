package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;

/**
 * Something in the stored ledger that cannot be. A wallet has one finding of each check, however
 * many rows of it are wrong.
 *
 * @param invariant the promise that is broken: {@code I1}, {@code I2}, …
 * @param check what was looked at: {@code wallet_is_its_entries}
 * @param detail the numbers that do not agree, for people
 */
public record AuditFinding(
    TenantId tenant, WalletId wallet, String invariant, String check, String detail) {}
