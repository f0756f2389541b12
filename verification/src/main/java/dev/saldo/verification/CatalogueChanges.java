package dev.saldo.verification;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A provider is switched off and on again through one of two servers, while callers use both. Once
 * the change is answered, the next call on the other server must know it: none passes that should
 * not, none is refused that should pass.
 */
final class CatalogueChanges {
  static final String NAME = "catalogue changes";
  private static final int CALLERS = 16;
  private static final int PROBES = 4;
  private static final String CUSTOMER = "catalogue-0";
  private static final String OFF = "{\"status\":\"disabled\"}";
  private static final String ON = "{\"status\":\"active\"}";
  private static final String REFUSED = "\"code\":\"no_provider_available\"";

  private final Site site;
  private final Scale scale;
  private final PrintStream out;
  private final Faults faults = new Faults();
  private final AtomicLong keys = new AtomicLong();
  private final AtomicLong answers = new AtomicLong();

  CatalogueChanges(Site site, Scale scale, PrintStream out) {
    this.site = site;
    this.scale = scale;
    this.out = out;
  }

  Result run() throws InterruptedException {
    List<Api> servers = site.pair(Site.Server::api);
    servers.getFirst().openCustomer(CUSTOMER, "unlimited");
    long begin = System.nanoTime();
    AtomicBoolean ended = new AtomicBoolean();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> load = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        Api server = servers.get(caller % servers.size());
        load.add(callers.submit(() -> callUntil(ended, server)));
      }
      try {
        for (int change = 0; change < 2 * scale.rounds(); change++) {
          boolean off = change % 2 == 0;
          Api changing = servers.get(change / 2 % servers.size());
          Api other = servers.get((change / 2 + 1) % servers.size());
          changing.require(Request.patch("/providers/openai", off ? OFF : ON));
          probe(change, off, other);
          probe(change, off, changing);
        }
      } finally {
        ended.set(true);
      }
      for (Future<?> each : load) {
        join(each);
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    faults.addAll(site.audit());
    out.printf("%d changes in %.1f s%n", 2 * scale.rounds(), seconds);
    return new Result(
        NAME,
        "%d changes, %d calls after each, on 2 servers".formatted(2 * scale.rounds(), 2 * PROBES),
        "none",
        "%.0f answers/s".formatted(answers.get() / seconds),
        "-",
        faults.list());
  }

  private void probe(int change, boolean off, Api server) {
    for (int probe = 0; probe < PROBES; probe++) {
      Request call = call();
      try {
        Answer answer = server.send(call);
        boolean refused = answer.body().contains(REFUSED);
        faults.require(
            off ? refused : answer.isSuccess(),
            "after change %d, which switched the provider %s, a call was answered %s"
                .formatted(change, off ? "off" : "on", answer.shown()));
      } catch (IOException e) {
        faults.add("after change " + change + " a call was not answered: " + e.getMessage());
      }
    }
  }

  /** While it changes, both answers are right; anything else is not. */
  private void callUntil(AtomicBoolean ended, Api server) {
    while (!ended.get()) {
      try {
        Answer answer = server.send(call());
        answers.incrementAndGet();
        faults.require(
            answer.isSuccess() || answer.body().contains(REFUSED),
            "a call beside the changes was answered " + answer.shown());
      } catch (IOException e) {
        faults.add("a call beside the changes was not answered: " + e.getMessage());
        return;
      }
    }
  }

  private Request call() {
    return Request.post(
        "/authorizations",
        "catalogue-" + keys.incrementAndGet(),
        """
        {"customer":"%s","feature":"user_chat","model":"openai/gpt-4o-mini"}\
        """
            .formatted(CUSTOMER));
  }

  private void join(Future<?> caller) throws InterruptedException {
    try {
      caller.get();
    } catch (ExecutionException e) {
      faults.add("a caller failed: " + e.getCause());
    }
  }
}
