package dev.saldo.verification.model;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Balances as entries make them, of a wallet and of its grants. */
final class Books {
  private static final List<String> ACCOUNTS =
      List.of("issued", "available", "held", "spent", "expired", "voided", "debt");

  private final Map<String, BigInteger> accounts = empty(ACCOUNTS);
  private final Map<Long, Map<String, BigInteger>> grants = new TreeMap<>();
  private long sequence;

  private static Map<String, BigInteger> empty(List<String> names) {
    Map<String, BigInteger> sums = new TreeMap<>();
    names.forEach(name -> sums.put(name, BigInteger.ZERO));
    return sums;
  }

  /** Posts it; says what is wrong with it, or nothing. */
  String post(Stored.Entry entry) {
    sequence++;
    move(accounts, entry.from(), source(entry.from()) ? entry.amount() : entry.amount().negate());
    move(accounts, entry.to(), source(entry.to()) ? entry.amount().negate() : entry.amount());
    entry
        .grant()
        .ifPresent(
            number -> {
              Map<String, BigInteger> buckets =
                  grants.computeIfAbsent(number, _ -> empty(ACCOUNTS.subList(1, 6)));
              move(buckets, entry.from(), entry.amount().negate());
              move(buckets, entry.to().equals("debt") ? "spent" : entry.to(), entry.amount());
            });
    if (entry.sequence() != sequence) {
      return "entry %d stands where %d should".formatted(entry.sequence(), sequence);
    }
    for (Map.Entry<String, BigInteger> after : entry.after().entrySet()) {
      if (!after.getValue().equals(accounts.get(after.getKey()))) {
        return "entry %d says that after it %s is %s, and it is %s"
            .formatted(sequence, after.getKey(), after.getValue(), accounts.get(after.getKey()));
      }
    }
    return "";
  }

  private static boolean source(String account) {
    return account.equals("issued") || account.equals("debt");
  }

  private static void move(Map<String, BigInteger> sums, String account, BigInteger amount) {
    sums.computeIfPresent(account, (_, sum) -> sum.add(amount));
  }

  Map<String, BigInteger> accounts() {
    return accounts;
  }

  /** Balances of a grant; nothing anywhere before it has arrived. */
  Map<String, BigInteger> grant(long number) {
    return grants.getOrDefault(number, empty(ACCOUNTS.subList(1, 6)));
  }
}
