package dev.saldo.out.postgres.identity;

import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.out.postgres.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns of an API key. */
final class ApiKeyRow {
  /** The columns that {@link #key} reads. */
  static final String ALL =
      "k.tenant_id, k.id, k.name, k.scopes, k.customer_key, k.created_at, k.expires_at,"
          + " k.previous_until, k.revoked_at, k.last_used_at";

  private ApiKeyRow() {}

  static ApiKey key(ResultSet row) throws SQLException {
    Set<KeyScope> scopes =
        Columns.texts(row, "scopes").stream()
            .map(name -> Columns.constant(name, KeyScope.class))
            .collect(Collectors.toSet());
    return new ApiKey(
        row.getString("id"),
        new TenantId(row.getLong("tenant_id")),
        row.getString("name"),
        scopes,
        Columns.optionalText(row, "customer_key").map(Key::new),
        Columns.time(row, "created_at"),
        Columns.optionalTime(row, "expires_at"),
        Columns.optionalTime(row, "previous_until"),
        Columns.optionalTime(row, "revoked_at"),
        Columns.optionalTime(row, "last_used_at"));
  }
}
