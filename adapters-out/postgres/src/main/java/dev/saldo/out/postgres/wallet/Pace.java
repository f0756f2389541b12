package dev.saldo.out.postgres.wallet;

/** How time passes for those who wait. The simulation lets hours pass in no time. */
interface Pace {
  /** As it really does. */
  Pace REAL =
      new Pace() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void pause(long millis) throws InterruptedException {
          Thread.sleep(millis);
        }
      };

  /** Nanoseconds since some instant, which never go back. */
  long nanoTime();

  /** Waits. */
  void pause(long millis) throws InterruptedException;
}
