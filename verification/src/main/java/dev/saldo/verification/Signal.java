package dev.saldo.verification;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signals that Java cannot send, to processes that this program started. */
enum Signal {
  STOP,
  CONT,
  KILL;

  void to(List<ProcessHandle> processes) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      // One of them may have ended by itself meanwhile; kill signals the others and complains.
      new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("no signals can be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
