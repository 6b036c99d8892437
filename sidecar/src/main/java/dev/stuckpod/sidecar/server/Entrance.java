package dev.stuckpod.sidecar.server;

import java.io.IOException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one port that the sidecar listens on: the one that is wished for, or another one where that
 * is the app's.
 */
public final class Entrance implements AutoCloseable {

  /** Above what the kernel gives to connections by default, and where hardly any app listens. */
  private static final int LOWEST = 61_000;

  private static final int HIGHEST = 65_535;
  private static final int TRIES = 20;

  private final int wished;
  private final Opener opener;
  private final IntConsumer announce;
  private @Nullable Server open;
  private int announced;

  /** Opens a port. */
  public interface Opener {
    /** Opens it, or throws where it is taken. */
    Server open(int port) throws IOException;
  }

  /**
   * Opens nothing yet.
   *
   * @param wished the port to be preferred
   * @param announce is told the port whenever it is another one than before
   */
  public Entrance(int wished, Opener opener, IntConsumer announce) {
    this.wished = wished;
    this.opener = opener;
    this.announce = announce;
  }

  /**
   * Opens the port that is wished for, else another one.
   *
   * @throws IOException if none can be opened
   */
  public synchronized void open() throws IOException {
    Server server;
    try {
      server = opener.open(wished);
    } catch (IOException taken) {
      server = another();
    }
    replace(server);
  }

  /** Leaves the port that is wished for to the app, and opens another one. */
  public synchronized void giveWay() throws IOException {
    if (open != null && open.port() == wished) {
      replace(another());
    }
  }

  /** Tells which port is open, 0 for none. */
  public synchronized int port() {
    return open == null ? 0 : open.port();
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
    }
  }

  private void replace(Server server) {
    Server before = open;
    open = server;
    if (announced != server.port()) {
      announced = server.port();
      announce.accept(announced);
    }
    if (before != null) {
      before.close();
    }
  }

  /** Numbers that are spread, so that a pod that starts anew does not meet the same app again. */
  private Server another() throws IOException {
    int range = HIGHEST - LOWEST + 1;
    int first = Math.floorMod(System.nanoTime() * 0x9E3779B97F4A7C15L >>> 20, range);
    for (int i = 0; i < TRIES; i++) {
      try {
        return opener.open(LOWEST + (first + i) % range);
      } catch (IOException _) {
        // taken: the next one
      }
    }
    return opener.open(0);
  }
}
