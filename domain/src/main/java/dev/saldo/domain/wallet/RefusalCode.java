package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.wallet.AuthorizeOutcome.CustomerSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.MarginBelowFloor;
import dev.saldo.domain.wallet.AuthorizeOutcome.NoRoute;
import dev.saldo.domain.wallet.AuthorizeOutcome.PriceMissing;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.AuthorizeOutcome.TenantSuspended;
import dev.saldo.domain.wallet.AuthorizeOutcome.WalletFrozen;
import java.util.Locale;

/** The stable names of refusals, on the wire and in stored decisions. */
public final class RefusalCode {
  private RefusalCode() {}

  /** The name of a refusal: {@code insufficient_credits}, {@code daily_limit}, … */
  public static String of(Refusal refusal) {
    return switch (refusal) {
      case TenantSuspended() -> "tenant_suspended";
      case CustomerSuspended() -> "customer_suspended";
      case NoRoute(var reason) -> of(reason);
      case PriceMissing() -> "price_missing";
      case MarginBelowFloor _ -> "margin_below_floor";
      case LimitReached(var state, var _) -> of(state.limit());
      case WalletFrozen() -> "wallet_frozen";
      case InsufficientCredits _ -> "insufficient_credits";
    };
  }

  /** The name of the refusal when the matrix offers nothing: {@code feature_not_in_plan}, … */
  public static String of(Resolution.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /** The name of the refusal by a limit: {@code daily_limit}, {@code rate_limit}, … */
  public static String of(Limit limit) {
    if (limit.isOfCell()) {
      return limit.name() + "_limit";
    }
    return switch (limit.window()) {
      case RATE -> "rate_limit";
      case OPEN -> "concurrency_limit";
      case MINUTE, HOUR, DAY, WEEK, MONTH, CYCLE -> "limit_reached";
    };
  }
}
