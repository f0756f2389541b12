package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;

/** A command whose decision was stored. */
public record Posted(LedgerCommand<?> command, Decision.Decided<?> decided) {}
