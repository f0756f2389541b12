package dev.saldo.application.catalog;

import dev.saldo.domain.TenantId;

/**
 * Who changes a catalogue.
 *
 * @param key the id of the API key
 */
public record Editor(TenantId tenant, String key) {}
