package dev.saldo.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * The answers to requests that were let go at once.
 *
 * @param answers in the order of the callers
 * @param nanos from the start to the last answer
 */
record Volley(List<Answer> answers, long nanos) {

  /**
   * Lets all callers go.
   *
   * @param server which server a caller asks
   * @param request what a caller asks
   * @throws IllegalStateException if one got no answer
   */
  static Volley of(int callers, IntFunction<Api> server, IntFunction<Request> request)
      throws InterruptedException {
    CountDownLatch gun = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> running = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        Api asked = server.apply(caller);
        Request wanted = request.apply(caller);
        Callable<Answer> call =
            () -> {
              gun.await();
              return asked.send(wanted);
            };
        running.add(pool.submit(call));
      }
      long begin = System.nanoTime();
      gun.countDown();
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> each : running) {
        answers.add(each.get());
      }
      return new Volley(answers, System.nanoTime() - begin);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a caller got no answer", e.getCause());
    }
  }
}
