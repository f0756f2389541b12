package dev.saldo.application;

import dev.saldo.domain.TenantId;
import java.time.Instant;

/** The time that a tenant's rules use, to the microsecond. */
public interface Clock {
  /** Now, for this tenant. */
  Instant now(TenantId tenant);
}
