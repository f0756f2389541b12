package dev.saldo.application.audit;

import java.time.Instant;

/**
 * One record of the audit log.
 *
 * @param id sorts by time
 * @param change the same for all records of one change
 * @param at the real time, also in a test tenant whose clock was moved
 */
public record AuditRecord(
    String id, String change, Instant at, Author author, Difference difference) {}
