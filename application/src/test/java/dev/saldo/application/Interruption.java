package dev.saldo.application;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * A process that dies in the middle of its work: of all calls to the ports it watches, the n-th
 * fails, either before it does anything or right after it did it. Later calls work again.
 */
public final class Interruption {
  private final int call;
  private final boolean after;
  private int calls;
  private boolean happened;

  private Interruption(int call, boolean after) {
    this.call = call;
    this.after = after;
  }

  /** Work that uses ports through an interruption. */
  public interface Work extends Consumer<Interruption> {}

  /** The failure. */
  public static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Does the work again and again, interrupted before its first call, after it, before its second
   * call and so on, until it has no more calls.
   *
   * @param work something on new stores each time; it must end with the failure it is given
   * @return at how many places it was interrupted
   */
  public static int everywhere(Work work) {
    int places = 0;
    for (int call = 1; ; call++) {
      for (boolean after : new boolean[] {false, true}) {
        Interruption interruption = new Interruption(call, after);
        work.accept(interruption);
        if (!interruption.happened) {
          return places;
        }
        places++;
      }
    }
  }

  /** Runs it until it is interrupted or done. */
  public void run(Runnable interrupted) {
    try {
      interrupted.run();
    } catch (Crash _) {
      happened = true;
    }
  }

  /** The port, watched. */
  public <T> T watch(Class<T> type, T port) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> invoke(port, method, arguments)));
  }

  private Object invoke(Object port, Method method, Object[] arguments) throws Throwable {
    boolean now = ++calls == call;
    if (now && !after) {
      throw new Crash();
    }
    try {
      Object answer = method.invoke(port, arguments);
      if (now) {
        throw new Crash();
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
