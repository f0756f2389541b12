package dev.saldo.verification;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * The maximum of a limit is lowered through one of two servers to what is used already, and raised
 * by one again. The next call on the other server must be refused, and then admitted: a changed
 * maximum is known everywhere, and meets the same count.
 */
final class LimitChanges {
  static final String NAME = "limit changes";
  private static final String CUSTOMER = "limit-changes";
  private static final String LIMIT = "/limits/changed";
  private static final String REFUSED = "\"code\":\"limit_reached\"";
  private static final int CHANGES_OF_ROUND = 5;

  private final Site site;
  private final Scale scale;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private int keys;

  LimitChanges(Site site, Scale scale, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.out = out;
  }

  Result run() {
    List<Api> servers = site.pair(Site.Server::api);
    servers.getFirst().openCustomer(CUSTOMER, "unlimited");
    int changes = CHANGES_OF_ROUND * scale.rounds();
    long begin = System.nanoTime();
    for (int made = 0; made < changes; made++) {
      Api changing = servers.get(made % servers.size());
      Api other = servers.get((made + 1) % servers.size());
      changing.require(Request.put(LIMIT, calls(made)));
      Answer refused = ask(other);
      faults.require(
          refused.body().contains(REFUSED),
          "lowered to %d, which are used: a call was answered %s".formatted(made, refused.shown()));
      changing.require(Request.put(LIMIT, calls(made + 1)));
      Answer admitted = ask(other);
      faults.require(
          admitted.isSuccess(),
          "raised to %d, of which %d are used: a call was answered %s"
              .formatted(made + 1, made, admitted.shown()));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    servers.getFirst().require(Request.delete(LIMIT));
    faults.addAll(site.audit());
    out.printf("%d times lowered and raised in %.1f s%n", changes, seconds);
    return new Result(
        NAME,
        "%d times lowered and raised, on 2 servers".formatted(changes),
        "none",
        "%.0f changes/s".formatted(2 * changes / seconds),
        "-",
        faults.list());
  }

  private static String calls(int max) {
    return """
    {"slug":"changed","plan":"unlimited","subject":"customer","window":"month","max":%d}\
    """
        .formatted(max);
  }

  private Answer ask(Api server) {
    Request call =
        Request.post(
            "/authorizations",
            "limit-change-" + ++keys,
            """
            {"customer":"%s","feature":"user_chat","estimate":{"calls":1}}\
            """
                .formatted(CUSTOMER));
    try {
      return server.send(call);
    } catch (IOException e) {
      throw new IllegalStateException(call + " was not answered", e);
    }
  }
}
