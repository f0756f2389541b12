package dev.saldo.out.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** What happens around the calls of an interface's methods. */
@FunctionalInterface
public interface Around {
  /** The call itself. */
  @FunctionalInterface
  interface Call {
    /** Makes it, with the arguments it was made with. */
    Object run() throws Throwable;
  }

  /** Answers a call, by making it or not. */
  Object call(String method, Object[] arguments, Call call) throws Throwable;

  /** The same object with something around every call. */
  static <T> T all(Class<T> type, T real, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                around.call(
                    method.getName(),
                    arguments,
                    () -> {
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }
}
