package dev.saldo.application.wallet;

import dev.saldo.application.InMemorySaldo;
import java.util.List;
import java.util.function.Supplier;

/**
 * A call that is refused.
 *
 * @param title the situation, for people
 * @param world makes the situation, the same each time
 * @param call makes the call, the same each time
 * @param code of the refusal
 * @param options what is offered, in words and in order
 */
record RefusedCall(
    String title,
    Supplier<InMemorySaldo> world,
    Supplier<CallSample> call,
    String code,
    List<String> options) {

  CallRequest request() {
    return call.get().request();
  }

  @Override
  public String toString() {
    return title;
  }
}
