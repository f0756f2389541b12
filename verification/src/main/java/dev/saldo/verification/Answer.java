package dev.saldo.verification;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server said, and how long it took. */
record Answer(int status, String body, Optional<String> retryAfter, long nanos) {
  static final int OK = 200;
  static final int CREATED = 201;
  static final int NO_CONTENT = 204;
  static final int PAYMENT_REQUIRED = 402;
  static final int TOO_MANY = 429;
  static final int UNAVAILABLE = 503;

  private static final Pattern ID = Pattern.compile("\"id\":\"([a-z]+_[a-z0-9]+)\"");
  private static final int SHOWN_MAX = 300;

  boolean isSuccess() {
    return status == OK || status == CREATED || status == NO_CONTENT;
  }

  /** Whether it says that nothing was decided and when to ask again. */
  boolean isHonestOutage() {
    return status == UNAVAILABLE && retryAfter.isPresent();
  }

  /** The id of what was made. */
  String id() {
    return member(ID);
  }

  /** A member whose value is a decimal in quotes. */
  String decimal(String name) {
    return member(Pattern.compile("\"" + name + "\":\"([0-9.]+)\""));
  }

  private String member(Pattern pattern) {
    Matcher found = pattern.matcher(body);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + shown());
    }
    return found.group(1);
  }

  String shown() {
    return status + " " + (body.length() > SHOWN_MAX ? body.substring(0, SHOWN_MAX) + "…" : body);
  }
}
