package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.wallet.PlanChange;
import java.time.ZoneId;

/**
 * A plan change of a customer, as it is told.
 *
 * @param zone the customer's, in which times are written
 */
public record CustomerPlanChange(Key customer, PlanChange change, ZoneId zone) {}
