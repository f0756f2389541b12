package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;

/**
 * What each account of a wallet holds. {@code issued} and {@code debt} are written as positive
 * amounts although credits leave these accounts.
 *
 * @param reservedDebt the part of open holds that no grant covers; it becomes debt when settled
 */
public record Balances(
    Credits issued,
    Credits available,
    Credits held,
    Credits frozen,
    Credits spent,
    Credits expired,
    Credits voided,
    Credits debt,
    Credits reservedDebt) {
  private static final Credits NONE = Credits.ZERO;

  /** The balances of a new wallet. */
  public static final Balances EMPTY =
      new Balances(NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE);

  /** Available, held and frozen credits together. */
  public Credits posted() {
    return available.plus(held).plus(frozen);
  }

  /** Whether the accounts sum to zero. */
  public boolean sumToZero() {
    return issued.plus(debt).equals(posted().plus(spent).plus(expired).plus(voided));
  }

  Balances after(Account from, Account to, Credits amount) {
    return take(from, amount).put(to, amount);
  }

  Balances withReservedDebt(Credits reserved) {
    return new Balances(issued, available, held, frozen, spent, expired, voided, debt, reserved);
  }

  private Balances take(Account account, Credits amount) {
    return switch (account) {
      case ISSUED, DEBT -> with(account, of(account).plus(amount));
      case AVAILABLE, HELD, FROZEN, SPENT, EXPIRED, VOIDED ->
          with(account, of(account).minus(amount));
    };
  }

  private Balances put(Account account, Credits amount) {
    return switch (account) {
      case ISSUED, DEBT -> with(account, of(account).minus(amount));
      case AVAILABLE, HELD, FROZEN, SPENT, EXPIRED, VOIDED ->
          with(account, of(account).plus(amount));
    };
  }

  /** The balance of one account, positive also for what was issued and for debt. */
  public Credits of(Account account) {
    return switch (account) {
      case ISSUED -> issued;
      case AVAILABLE -> available;
      case HELD -> held;
      case FROZEN -> frozen;
      case SPENT -> spent;
      case EXPIRED -> expired;
      case VOIDED -> voided;
      case DEBT -> debt;
    };
  }

  private Balances with(Account account, Credits value) {
    return new Balances(
        account == Account.ISSUED ? value : issued,
        account == Account.AVAILABLE ? value : available,
        account == Account.HELD ? value : held,
        account == Account.FROZEN ? value : frozen,
        account == Account.SPENT ? value : spent,
        account == Account.EXPIRED ? value : expired,
        account == Account.VOIDED ? value : voided,
        account == Account.DEBT ? value : debt,
        reservedDebt);
  }
}
