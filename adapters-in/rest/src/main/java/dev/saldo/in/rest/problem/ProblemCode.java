package dev.saldo.in.rest.problem;

import java.util.Locale;

/**
 * Every kind of failure the API answers with. A code never changes; its texts are in the resource
 * bundle {@code messages}, one for each language.
 */
public enum ProblemCode {
  /** The body is not JSON, or JSON outside the limits. */
  MALFORMED_JSON(400, Retry.NEVER),
  /** The address or the headers cannot be read. */
  MALFORMED_REQUEST(400, Retry.NEVER),
  /** Fields, parameters or headers break their rules: they are listed. */
  INVALID_REQUEST(400, Retry.NEVER),
  /** The operation is only done under an idempotency key, and none was given. */
  IDEMPOTENCY_KEY_REQUIRED(400, Retry.NEVER),
  /** Nothing was estimated, and the feature has no usual size. */
  ESTIMATE_REQUIRED(400, Retry.NEVER),
  /** No key, or none that is valid: no more is said. */
  UNAUTHENTICATED(401, Retry.NEVER),
  /** Credits are missing. */
  INSUFFICIENT_CREDITS(402, Retry.NEVER),
  /** The key is valid but lacks the scope of the operation. */
  SCOPE_MISSING(403, Retry.NEVER),
  /** A key that is bound to a customer may not say profile or groups. */
  CONTEXT_FORBIDDEN(403, Retry.NEVER),
  /** The tenant is suspended. */
  TENANT_SUSPENDED(403, Retry.NEVER),
  /** The customer is suspended. */
  CUSTOMER_SUSPENDED(403, Retry.NEVER),
  /** The customer's plan does not offer the feature to this profile. */
  FEATURE_NOT_IN_PLAN(403, Retry.NEVER),
  /** The customer's plan does not offer the wanted model. */
  MODEL_NOT_ALLOWED(403, Retry.NEVER),
  /** The call would leave less than the plan's margin floor. */
  MARGIN_BELOW_FLOOR(403, Retry.NEVER),
  /** The wallet is frozen. */
  WALLET_FROZEN(403, Retry.NEVER),
  /** Another API key than the one that made the override has to decide. */
  SECOND_APPROVER_REQUIRED(403, Retry.NEVER),
  /** There is nothing at this address. */
  NOT_FOUND(404, Retry.NEVER),
  /** There is no such customer. */
  CUSTOMER_UNKNOWN(404, Retry.NEVER),
  /** The user was never stored. */
  USER_UNKNOWN(404, Retry.NEVER),
  /** There is no such feature, or it is switched off. */
  FEATURE_UNKNOWN(404, Retry.NEVER),
  /** There is no such provider. */
  PROVIDER_UNKNOWN(404, Retry.NEVER),
  /** The catalogue has no such row. */
  ROW_UNKNOWN(404, Retry.NEVER),
  /** There is no such override. */
  OVERRIDE_UNKNOWN(404, Retry.NEVER),
  /** There is no such authorization. */
  AUTHORIZATION_UNKNOWN(404, Retry.NEVER),
  /** There is no such authorization to be a parent. */
  PARENT_UNKNOWN(404, Retry.NEVER),
  /** There is no such decision. */
  DECISION_UNKNOWN(404, Retry.NEVER),
  /** The customer was never given such a grant. */
  GRANT_UNKNOWN(404, Retry.NEVER),
  /** No plan change waits for the end of the cycle. */
  PLAN_CHANGE_UNKNOWN(404, Retry.NEVER),
  /** There is no such API key, or it is revoked. */
  API_KEY_UNKNOWN(404, Retry.NEVER),
  /** The tenant is live: it has no test clock. */
  TEST_CLOCK_UNKNOWN(404, Retry.NEVER),
  /** The address is right, the method is not. */
  METHOD_NOT_ALLOWED(405, Retry.NEVER),
  /** None of the accepted media types can be produced. */
  NOT_ACCEPTABLE(406, Retry.NEVER),
  /** The body did not arrive in time. */
  REQUEST_TIMEOUT(408, Retry.SAME_KEY),
  /** Another usage event has the source and the id. */
  EVENT_ID_REUSED(409, Retry.NEVER),
  /** Another override has the name. */
  OVERRIDE_EXISTS(409, Retry.NEVER),
  /** The override was approved or rejected before, otherwise. */
  OVERRIDE_DECIDED(409, Retry.NEVER),
  /** The authorization was settled before, with other content. */
  ALREADY_SETTLED(409, Retry.NEVER),
  /** The authorization was released before. */
  ALREADY_RELEASED(409, Retry.NEVER),
  /** The authorization's time has run out. */
  ALREADY_EXPIRED(409, Retry.NEVER),
  /** The authorization of a run has children that are open. */
  CHILDREN_OPEN(409, Retry.NEVER),
  /** The authorization would live longer than it may. */
  LIFETIME_EXCEEDED(409, Retry.NEVER),
  /** The authorization that is named as parent belongs to a run itself. */
  PARENT_IS_CHILD(409, Retry.NEVER),
  /** The authorization is not settled. */
  NOT_SETTLED(409, Retry.NEVER),
  /** The settlement was no estimate. */
  NOT_ESTIMATED(409, Retry.NEVER),
  /** The settlement was amended before, with other content. */
  ALREADY_AMENDED(409, Retry.NEVER),
  /** The settlement is too old to be amended. */
  AMENDMENT_TOO_LATE(409, Retry.NEVER),
  /** The charge is above what is held, and the plan refuses that. */
  OVERRUN_REJECTED(409, Retry.NEVER),
  /** The wallet would have been given more credits than one can hold. */
  BALANCE_TOO_LARGE(409, Retry.NEVER),
  /** Nothing of the grant is free any more. */
  NOTHING_TO_VOID(409, Retry.NEVER),
  /** More was to be taken than is available. */
  INSUFFICIENT_AVAILABLE(409, Retry.NEVER),
  /** The test clock only goes forward. */
  CLOCK_BACKWARDS(409, Retry.NEVER),
  /** The customer is on this version of this plan. */
  ALREADY_ON_PLAN(409, Retry.NEVER),
  /** The request was done before, and a secret is shown once. */
  SECRET_ALREADY_SHOWN(409, Retry.NEVER),
  /** The catalogue's rows that are listed need the row. */
  ROW_IN_USE(409, Retry.NEVER),
  /** The version is in effect, or was: holds refer to it. */
  VERSION_IN_EFFECT(409, Retry.NEVER),
  /** What happened then was dropped, as old as it is. */
  HISTORY_GONE(410, Retry.NEVER),
  /** Another version is current than the one the change was meant for. */
  VERSION_MISMATCH(412, Retry.NEVER),
  /** The body is above the limit. */
  BODY_TOO_LARGE(413, Retry.NEVER),
  /** The body is of a media type that is not read here. */
  UNSUPPORTED_MEDIA_TYPE(415, Retry.NEVER),
  /** The idempotency key was used before with other content. */
  IDEMPOTENCY_KEY_REUSED(422, Retry.NEVER),
  /** The usage is of too long ago, or of a time to come. */
  EVENT_TIME_REFUSED(422, Retry.NEVER),
  /** No row of the price list matches. */
  PRICE_MISSING(422, Retry.NEVER),
  /** The calls of the day are used up. */
  DAILY_LIMIT(429, Retry.AFTER),
  /** The calls of the month are used up. */
  MONTHLY_LIMIT(429, Retry.AFTER),
  /** A limit of the catalogue is reached; it is named. */
  LIMIT_REACHED(429, Retry.AFTER),
  /** Calls or tokens come faster than a rate allows. */
  RATE_LIMIT(429, Retry.AFTER),
  /** As many authorizations are open as may be at one time. */
  CONCURRENCY_LIMIT(429, Retry.AFTER),
  /** A fault of the server, logged under an incident id. */
  INTERNAL_ERROR(500, Retry.SAME_KEY),
  /** None of the providers that the plan offers may be called now. */
  NO_PROVIDER_AVAILABLE(503, Retry.AFTER),
  /** Something the server depends on cannot be reached. */
  UNAVAILABLE(503, Retry.AFTER);

  private final int status;
  private final Retry retry;

  ProblemCode(int status, Retry retry) {
    this.status = status;
    this.retry = retry;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** How a caller goes on. */
  public Retry retry() {
    return retry;
  }

  /** The code as on the wire: {@code customer_unknown}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
