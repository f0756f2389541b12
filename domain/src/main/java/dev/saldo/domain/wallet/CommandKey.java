package dev.saldo.domain.wallet;

import dev.saldo.domain.Sha256;

/**
 * What a command is remembered by in its wallet: operation and idempotency key, with the digest of
 * the content. Only effects are remembered; a refusal did nothing and leaves nothing.
 *
 * @param operation such as {@code authorize}; keys of different operations never meet
 * @param key 1 to 255 printable characters
 */
public record CommandKey(String operation, String key, Sha256 content) {}
