package dev.saldo.domain;

/** Identifies a tenant: the isolation boundary. */
public record TenantId(long value) {}
