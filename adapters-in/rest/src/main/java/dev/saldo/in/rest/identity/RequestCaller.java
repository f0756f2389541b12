package dev.saldo.in.rest.identity;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Caller;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who makes the current request; only on the thread of the request. */
@RequestScoped
public class RequestCaller {
  private @Nullable Caller caller;

  void set(Caller authenticated) {
    this.caller = authenticated;
  }

  /**
   * The caller.
   *
   * @throws IllegalStateException if the request has not been authenticated
   */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("the request has not been authenticated");
    }
    return caller;
  }

  /** The caller's tenant. */
  public TenantId tenant() {
    return caller().tenant().id();
  }
}
