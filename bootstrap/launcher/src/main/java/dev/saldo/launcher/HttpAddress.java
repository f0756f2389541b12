package dev.saldo.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Where the server listens: a host name or address of this machine and a port, 1 to 65535. */
record HttpAddress(String host, int port) {

  /** The base URL under which this machine reaches the server. */
  String url() {
    String reachable =
        switch (host) {
          case "0.0.0.0", "*" -> "127.0.0.1";
          case "::" -> "::1";
          default -> host;
        };
    return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
  }

  /**
   * Makes sure that the server will be able to listen.
   *
   * @throws LaunchException if another program has the port, or this machine cannot listen there
   */
  void requireFree() {
    InetAddress address = resolved();
    try {
      if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
        throw Failure.ADDRESS_UNUSABLE.with(host, port, "it is not an address of this machine");
      }
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(address, port), 1);
      }
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw reason.contains("ermission")
          ? Failure.ADDRESS_UNUSABLE.with(host, port, "this user may not use that port")
          : Failure.PORT_TAKEN.with(port, host);
    }
  }

  private InetAddress resolved() {
    try {
      return InetAddress.getByName(host.equals("*") ? "0.0.0.0" : host);
    } catch (UnknownHostException e) {
      throw Failure.ADDRESS_UNUSABLE.with(host, port, "the host name is unknown");
    }
  }
}
