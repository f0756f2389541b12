package dev.saldo.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.verification.FaultProxy.Fate;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stand-in for the server notes what reached it, and answers each commit. */
final class FaultProxyTest {
  private static final int PROTOCOL = 196_608;
  private static final Duration SOON = Duration.ofSeconds(5);

  private final List<String> reached = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void passesCommitsThatNothingHappensTo() throws IOException {
    try (FaultProxy proxy = proxy(Fate.NONE);
        Socket client = connect(proxy)) {
      send(client, 'Q', "COMMIT\0");
      assertThat(answers(client, 2)).containsExactly("C COMMIT\0", "Z I");
    }
  }

  @Test
  void letsTheServerCommitAndTheClientNotKnow() throws IOException {
    try (FaultProxy proxy = proxy(Fate.CUT_AFTER);
        Socket client = connect(proxy)) {
      send(client, 'Q', "COMMIT\0");
      assertThatThrownBy(() -> answers(client, 1)).isInstanceOf(IOException.class);
      assertThat(reached).containsExactly("Q COMMIT\0");
      assertThat(proxy.count(Fate.CUT_AFTER)).isEqualTo(1);
    }
  }

  @Test
  void seesACommitBehindTheWritesOfItsFlight() throws IOException {
    try (FaultProxy proxy = proxy(Fate.CUT_AFTER);
        Socket client = connect(proxy)) {
      send(client, 'P', "\0insert into t values (1)\0\0\0");
      send(client, 'B', "\0\0");
      send(client, 'E', "\0\0\0\0\0");
      send(client, 'P', "S_1\0COMMIT\0\0\0");
      send(client, 'B', "\0S_1\0");
      send(client, 'E', "\0\0\0\0\0");
      send(client, 'S', "");
      assertThatThrownBy(() -> answers(client, 2)).isInstanceOf(IOException.class);
      assertThat(Pause.until(SOON, () -> proxy.count(Fate.CUT_AFTER) == 1)).isTrue();
      assertThat(reached).hasSizeGreaterThanOrEqualTo(6);
    }
  }

  @Test
  void tearsAnAnswer() throws IOException {
    try (FaultProxy proxy = proxy(Fate.TEAR_ANSWER);
        Socket client = connect(proxy)) {
      send(client, 'Q', "COMMIT\0");
      assertThatThrownBy(() -> answers(client, 1)).isInstanceOf(IOException.class);
      assertThat(reached).containsExactly("Q COMMIT\0");
    }
  }

  @Test
  void keepsACommitFromTheServer() throws IOException {
    try (FaultProxy proxy = proxy(Fate.CUT_BEFORE);
        Socket client = connect(proxy)) {
      send(client, 'Q', "select 1\0");
      assertThat(answers(client, 1)).containsExactly("Z I");
      send(client, 'Q', "COMMIT\0");
      assertThatThrownBy(() -> answers(client, 1)).isInstanceOf(IOException.class);
      assertThat(reached).containsExactly("Q select 1\0");
      assertThat(proxy.count(Fate.CUT_BEFORE)).isEqualTo(1);
    }
  }

  @Test
  void answersLate() throws IOException {
    try (FaultProxy proxy = proxy(Fate.DELAY);
        Socket client = connect(proxy)) {
      send(client, 'Q', "COMMIT\0");
      assertThat(answers(client, 2)).containsExactly("C COMMIT\0", "Z I");
      assertThat(proxy.count(Fate.DELAY)).isEqualTo(1);
    }
  }

  private FaultProxy proxy(Fate fate) throws IOException {
    return new FaultProxy((InetSocketAddress) server.getLocalSocketAddress(), () -> fate);
  }

  private static Socket connect(FaultProxy proxy) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout((int) SOON.toMillis());
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    out.writeInt(8);
    out.writeInt(PROTOCOL);
    return client;
  }

  private static void send(Socket client, char type, String body) throws IOException {
    write(new DataOutputStream(client.getOutputStream()), type, body);
  }

  private static void write(DataOutputStream out, char type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    out.writeByte(type);
    out.writeInt(bytes.length + Integer.BYTES);
    out.write(bytes);
    out.flush();
  }

  private static List<String> answers(Socket client, int count) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    List<String> answers = new CopyOnWriteArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(message(in));
    }
    return answers;
  }

  private static String message(DataInputStream in) throws IOException {
    char type = (char) in.readUnsignedByte();
    int length = in.readInt() - Integer.BYTES;
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return type + " " + new String(body, StandardCharsets.UTF_8);
  }

  private void serve() {
    try (Socket proxy = server.accept()) {
      DataInputStream in = new DataInputStream(proxy.getInputStream());
      DataOutputStream out = new DataOutputStream(proxy.getOutputStream());
      in.readNBytes(in.readInt() - Integer.BYTES);
      boolean commits = false;
      while (true) {
        String message = message(in);
        reached.add(message);
        commits |= message.contains("COMMIT");
        if (message.startsWith("Q") || message.startsWith("S")) {
          if (commits) {
            write(out, 'C', "COMMIT\0");
          }
          write(out, 'Z', "I");
        }
      }
    } catch (IOException e) {
      // The connection has ended.
    }
  }
}
