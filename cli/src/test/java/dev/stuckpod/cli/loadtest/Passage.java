package dev.stuckpod.cli.loadtest;

import dev.stuckpod.door.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The way to a server on this machine, which can be shut for a while. */
final class Passage implements AutoCloseable {

  private final int port;
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket entrance;

  Passage(int server) throws IOException {
    this.port = FreePort.find();
    this.server = server;
    open();
  }

  int port() {
    return port;
  }

  /** Lets whoever comes through. */
  void open() throws IOException {
    var door = new ServerSocket();
    door.setReuseAddress(true);
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    entrance = door;
    Thread.ofVirtual().start(() -> letIn(door));
  }

  /** Ends all connections, and takes no more. */
  void shut() throws IOException {
    if (entrance != null) {
      entrance.close();
    }
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  private void letIn(ServerSocket door) {
    while (!door.isClosed()) {
      try {
        Socket from = door.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(from);
        open.add(to);
        Thread.ofVirtual().start(() -> carry(from, to));
        Thread.ofVirtual().start(() -> carry(to, from));
      } catch (IOException shut) {
        return;
      }
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // so has the other end
    }
  }

  @Override
  public void close() throws IOException {
    shut();
  }
}
