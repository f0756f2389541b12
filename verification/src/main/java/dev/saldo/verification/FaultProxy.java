package dev.saldo.verification;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Stands between a client and PostgreSQL, passes every message on, and does to commits what a
 * network can do to them. The client sees a connection reset and cannot know what became of its
 * transaction; this proxy does.
 */
final class FaultProxy implements AutoCloseable {
  /** What happens to a commit. */
  enum Fate {
    /** It passes. */
    NONE,
    /** It passes; its answer is late. */
    DELAY,
    /** It never reaches the server. */
    CUT_BEFORE,
    /** The server does it; nothing of the answer reaches the client. */
    CUT_AFTER,
    /** The server does it; the answer breaks off after its first bytes. */
    TEAR_ANSWER
  }

  private static final int CANCEL_REQUEST = 80_877_102;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int TORN_BYTES = 3;
  private static final long DELAY_MILLIS = 40;

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final Supplier<Fate> fates;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Map<Fate, LongAdder> done = new ConcurrentHashMap<>();

  /**
   * Listens on a port of its own.
   *
   * @param fates is asked for each commit, by several threads
   */
  FaultProxy(InetSocketAddress server, Supplier<Fate> fates) throws IOException {
    this.server = server;
    this.fates = fates;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Commits that met this fate; of those the server did not confirm none is counted. */
  long count(Fate fate) {
    return done.getOrDefault(fate, new LongAdder()).sum();
  }

  private void count(Fate fate, long one) {
    done.computeIfAbsent(fate, _ -> new LongAdder()).add(one);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      Connection connection = new Connection(client, new Socket());
      connection.run();
    } catch (IOException e) {
      reset(client);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // It is closed already.
    }
  }

  /** One client and its own connection to the server. */
  private final class Connection {
    private final Socket client;
    private final Socket upstream;
    private final CommitSpotter spotter = new CommitSpotter();
    private volatile Fate fate = Fate.NONE;

    private Connection(Socket client, Socket upstream) throws IOException {
      this.client = client;
      this.upstream = upstream;
      sockets.add(client);
      sockets.add(upstream);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      try {
        upstream.connect(server);
      } catch (IOException e) {
        end();
        throw e;
      }
    }

    private void run() {
      Thread back = Thread.ofVirtual().start(() -> untilEnd(this::passAnswers));
      untilEnd(this::passRequests);
      try {
        back.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void untilEnd(Pass pass) {
      try {
        pass.on();
      } catch (IOException _) {
        // Either side has closed, or this proxy has cut.
      } finally {
        end();
      }
    }

    private void end() {
      reset(client);
      reset(upstream);
      sockets.remove(client);
      sockets.remove(upstream);
    }

    private void passRequests() throws IOException {
      DataInputStream in = in(client);
      DataOutputStream out = out(upstream);
      if (!passStart(in, out)) {
        in.transferTo(out);
        return;
      }
      while (true) {
        char type = (char) in.readUnsignedByte();
        byte[] body = body(in);
        if (spotter.isCommit(type, body) && fate == Fate.NONE) {
          Fate next = fates.get();
          if (next == Fate.CUT_BEFORE) {
            out.flush();
            count(next, 1);
            return;
          }
          fate = next;
        }
        write(out, type, body);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }

    /** The first message has no type; false if it only asks to cancel something. */
    private boolean passStart(DataInputStream in, DataOutputStream out) throws IOException {
      while (true) {
        byte[] body = body(in);
        int code = ByteBuffer.wrap(body).getInt();
        if (code == SSL_REQUEST || code == GSS_REQUEST) {
          client.getOutputStream().write('N');
          continue;
        }
        out.writeInt(body.length + Integer.BYTES);
        out.write(body);
        out.flush();
        return code != CANCEL_REQUEST;
      }
    }

    private void passAnswers() throws IOException {
      DataInputStream in = in(upstream);
      DataOutputStream out = out(client);
      while (true) {
        char type = (char) in.readUnsignedByte();
        byte[] body = body(in);
        switch (fate) {
          case NONE, CUT_BEFORE -> write(out, type, body);
          case DELAY -> {
            out.flush();
            Pause.millis(DELAY_MILLIS);
            count(Fate.DELAY, 1);
            fate = Fate.NONE;
            write(out, type, body);
          }
          case CUT_AFTER, TEAR_ANSWER -> {
            if (isCommitted(type, body)) {
              if (fate == Fate.TEAR_ANSWER) {
                out.write(new byte[] {(byte) type, 0, 0}, 0, TORN_BYTES);
                out.flush();
              }
              count(fate, 1);
              return;
            }
            if (type == 'Z') {
              // The server did not commit: it had refused something before. The answer is lost.
              return;
            }
          }
        }
        if (in.available() == 0) {
          out.flush();
        }
      }
    }
  }

  @FunctionalInterface
  private interface Pass {
    void on() throws IOException;
  }

  private static boolean isCommitted(char type, byte[] body) {
    return type == 'C' && new String(body, StandardCharsets.US_ASCII).startsWith("COMMIT");
  }

  private static DataInputStream in(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  private static DataOutputStream out(Socket socket) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  /** The rest of a message, whose length counts itself. */
  private static byte[] body(DataInputStream in) throws IOException {
    int length = in.readInt() - Integer.BYTES;
    if (length < 0) {
      throw new SocketException("not a message of PostgreSQL");
    }
    return in.readNBytes(length);
  }

  private static void write(DataOutputStream out, char type, byte[] body) throws IOException {
    out.writeByte(type);
    out.writeInt(body.length + Integer.BYTES);
    out.write(body);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(FaultProxy::reset);
  }
}
