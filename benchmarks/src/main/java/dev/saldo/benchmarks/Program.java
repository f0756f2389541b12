package dev.saldo.benchmarks;

import java.io.IOException;

/** A main program that ends with a sentence, and not with a stack trace, when it can. */
public final class Program {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Program() {}

  /** What a program does. */
  public interface Body {
    /** Does it. */
    void run() throws IOException, InterruptedException;
  }

  /** Runs it; a command line that cannot be understood ends with 2, anything that fails with 1. */
  public static void run(Body body) throws IOException, InterruptedException {
    try {
      body.run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(MISUSED);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        System.err.println("  " + cause);
      }
      System.exit(FAILED);
    }
  }
}
