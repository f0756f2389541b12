package dev.saldo.domain.limit;

import java.time.Instant;

/**
 * What a counter counts, inside one wallet: calls of a user (empty for the customer's anonymous
 * user) to a provider in a feature, in one window. It never names the row that sets the maximum, so
 * a changed maximum meets the same count.
 */
public record CounterKey(
    String user, String feature, String provider, WindowKind kind, Instant windowStart) {}
