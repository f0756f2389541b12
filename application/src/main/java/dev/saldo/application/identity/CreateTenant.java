package dev.saldo.application.identity;

import dev.saldo.application.audit.Author;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.EmptyCatalog;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.Slug;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.domain.identity.Tenant;
import java.util.Optional;

/** Adds a tenant to an installation, with a catalogue and its first key. */
public final class CreateTenant {
  private final Tenants tenants;
  private final Catalog catalog;
  private final ApiKeys keys;
  private final IssueApiKey issue;

  public CreateTenant(Tenants tenants, Catalog catalog, ApiKeys keys, IssueApiKey issue) {
    this.tenants = tenants;
    this.catalog = catalog;
    this.keys = keys;
    this.issue = issue;
  }

  /** How it went. */
  public sealed interface Result {
    /** It is there, with the only showing of its admin key. */
    record Created(Tenant tenant, KeySecret adminKey) implements Result {}

    /** A tenant of this slug has a key already. */
    record Taken() implements Result {}
  }

  /**
   * Creates a tenant. When that is interrupted before its key is stored, the same request completes
   * it; after that nobody has seen the key, and the slug stays taken.
   *
   * @param empty whether to begin with nothing to offer instead of the starter catalogue
   * @param author who creates it
   * @throws dev.saldo.domain.InvalidValueException if the slug is none
   */
  public Result create(String slug, boolean test, boolean empty, Author author) {
    Slug.of(slug);
    Optional<Tenant> known = tenants.find(slug);
    if (known.filter(tenant -> tenant.test() != test || !keys.isEmpty(tenant.id())).isPresent()) {
      return new Result.Taken();
    }
    Tenant tenant = known.orElseGet(() -> tenants.add(slug, test));
    if (catalog.isEmpty(tenant.id())) {
      catalog.publish(tenant.id(), empty ? EmptyCatalog.document() : StarterCatalog.document(test));
    }
    KeySecret secret = issue.newSecret(tenant);
    issue.issueFirst(tenant, secret, author);
    return new Result.Created(tenant, secret);
  }
}
