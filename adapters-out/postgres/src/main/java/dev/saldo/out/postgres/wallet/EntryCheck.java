package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the entries of one wallet to their end, and compares the end with what the wallet's row
 * says. Whatever was changed in an entry, in whichever column, is found; so is an entry that was
 * added or taken out.
 */
final class EntryCheck {
  static final String SEQUENCE = "sequence_has_no_gap";
  static final String BALANCES = "balances_chain";
  static final String HASHES = "hashes_chain";
  static final String END = "wallet_ends_its_chain";
  static final String SUMS = "wallet_is_its_entries";
  static final String TENANT = "rows_are_of_one_tenant";

  private static final String ENTRIES_NAME = "entries";
  private static final String ENTRIES =
      "select %s, e.tenant_id from entry e where e.wallet_id = ? and e.sequence > ?"
          .formatted(EntryRow.ALL)
          .concat(" order by e.sequence, e.recorded_at");

  private static final int FETCH_ROWS = 2_000;
  private static final int HASH_BYTES = 32;

  private final WalletId wallet;
  private final TenantId tenant;
  private final List<LedgerAudit.Finding> findings = new ArrayList<>();
  private EntryChain chain;
  private long entries;

  private EntryCheck(WalletId wallet, TenantId tenant, EntryChain start) {
    this.wallet = wallet;
    this.tenant = tenant;
    this.chain = start;
  }

  /**
   * What following showed.
   *
   * @param end where the entries end
   */
  record Followed(EntryChain end, long entries, List<LedgerAudit.Finding> findings) {}

  /**
   * What there is to say of a wallet whose entries cannot be read.
   *
   * @param why in a few words
   */
  static Followed unreadable(Judged wallet, String why) {
    return new Followed(
        wallet.checkpoint(),
        0,
        List.of(Halving.unreadable("I15", ENTRIES_NAME, wallet.value(), why)));
  }

  /** Follows the entries of a wallet from where they are to be followed from. */
  static Followed follow(Connection connection, Judged wallet) throws SQLException {
    EntryCheck check = new EntryCheck(wallet.wallet(), wallet.tenant(), wallet.start());
    check.follow(connection);
    check.compare(wallet.said());
    return new Followed(check.chain, check.entries, List.copyOf(check.findings));
  }

  private void follow(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
      statement.setFetchSize(FETCH_ROWS);
      statement.setLong(1, wallet.value());
      statement.setLong(2, chain.sequence());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          entries++;
          next(row);
        }
      }
    }
  }

  private void next(ResultSet row) throws SQLException {
    long place = row.getLong("sequence");
    if (row.getLong("tenant_id") != tenant.value()) {
      found("I15", TENANT, "entry %d is of tenant %s".formatted(place, row.getLong("tenant_id")));
    }
    try {
      Entry entry = EntryRow.entry(row);
      chain.breaks(entry).forEach(each -> found(each, place));
      chain = chain.followedBy(entry);
    } catch (RuntimeException _) {
      // No entry that was ever chained looks like this: an amount below zero, an unknown kind.
      found(EntryChain.Break.HASH, place);
      chain = chain.passing(place, hash(row, "hash"));
    }
  }

  /** The hash that a column says; zeros if what it says is none. */
  static Sha256 hash(ResultSet row, String column) throws SQLException {
    byte @Nullable [] said = row.getBytes(column);
    return said == null || said.length != HASH_BYTES ? Sha256.ZERO : Sha256.ofDigest(said);
  }

  private void found(EntryChain.Break broken, long place) {
    switch (broken) {
      case SEQUENCE ->
          found(
              "I16",
              SEQUENCE,
              "entry %d stands at place %d".formatted(place, chain.sequence() + 1));
      case BALANCES ->
          found(
              "I16",
              BALANCES,
              "entry %d: the balances after it do not follow from the entry before"
                  .formatted(place));
      case HASH -> found("I15", HASHES, "entry %d differs".formatted(place));
    }
  }

  private void compare(Optional<EntryChain> said) {
    if (said.isEmpty() || !said.get().endsLike(chain)) {
      found("I16", END, "wallet: %s; its entries: %s".formatted(end(said), end(chain)));
    }
    if (said.isEmpty() || !said.get().sums().equals(chain.sums())) {
      found(
          "I1",
          SUMS,
          "wallet: %s; its entries: %s"
              .formatted(said.map(row -> row.sums().toString()).orElse("?"), chain.sums()));
    }
  }

  private static String end(Optional<EntryChain> said) {
    return said.map(EntryCheck::end).orElse("balances that cannot be");
  }

  private static String end(EntryChain chain) {
    return "sequence %d, %s, hash %s"
        .formatted(chain.sequence(), chain.after(), chain.hash().toString().substring(0, 16));
  }

  private void found(String invariant, String check, String detail) {
    findings.add(new LedgerAudit.Finding(invariant, check, wallet.value(), detail));
  }
}
