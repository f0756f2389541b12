package dev.saldo.domain.wallet;

import dev.saldo.domain.Sha256;

/** The answer that a command's key remembers, with the digest of what was asked. */
public record StoredAnswer(Sha256 content, Outcome answer) {}
