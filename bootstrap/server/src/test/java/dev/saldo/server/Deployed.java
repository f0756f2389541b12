package dev.saldo.server;

import static java.util.Objects.requireNonNull;

import dev.saldo.application.audit.Author;
import dev.saldo.application.identity.CreateTenant;
import dev.saldo.application.identity.IssueApiKey;
import dev.saldo.client.ApiClient;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import dev.saldo.out.postgres.identity.PostgresApiKeys;
import dev.saldo.out.postgres.identity.PostgresTenants;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.postgresql.ds.PGSimpleDataSource;

/** The application as it was built, where it answers, and keys that it accepts. */
final class Deployed {
  static final String ADMIN_KEY = requireNonNull(System.getenv("SALDO_BOOTSTRAP_KEY"));
  static final String TEST_ADMIN_KEY = requireNonNull(System.getenv("SALDO_BOOTSTRAP_TEST_KEY"));

  private static final String BASE = "http://127.0.0.1:" + Integer.getInteger("it.http.port");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Deployed() {}

  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("it.war")));
  }

  /** Creates a tenant, as the command line does; its admin key. */
  static String newTenant(String slug, boolean test, boolean empty) {
    TenantWork work = new TenantWork(database());
    PostgresApiKeys keys = new PostgresApiKeys(work);
    CreateTenant create =
        new CreateTenant(
            new PostgresTenants(work),
            new PostgresCatalog(work),
            keys,
            new IssueApiKey(keys, new Randomness(), Clock.systemUTC()));
    return ((CreateTenant.Result.Created) create.create(slug, test, empty, Author.COMMAND_LINE))
        .adminKey()
        .value();
  }

  /** The database that the server works on. */
  static DataSource database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(System.getenv("SALDO_DB_URL"));
    source.setUser(System.getenv("SALDO_DB_USER"));
    source.setPassword(System.getenv("SALDO_DB_PASSWORD"));
    return source;
  }

  /** The generated client with a key. */
  static ApiClient client(String key) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(BASE);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    return client;
  }

  /** A request without a key. */
  static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(BASE + path));
  }

  /** A request of the admin of the live tenant. */
  static HttpRequest.Builder adminRequest(String path) {
    return request(path).header("Authorization", "Bearer " + ADMIN_KEY);
  }

  static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
