package dev.stuckpod.door;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for programs that a test starts. They lie below those that the kernel gives to outgoing
 * connections: one of these would be taken by somebody's connection now and then, between the
 * moment it is found free and the program's own bind.
 */
public final class FreePort {

  private static final int FIRST = 20_000;
  private static final int LAST = 29_999;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** Gives a port that nobody listens on, and which is not given again. */
  public static int find() throws IOException {
    return row(1);
  }

  /** Gives the first of some that follow each other. */
  public static int row(int length) throws IOException {
    int end = Math.min(LAST, outgoing() - 1) - length + 2;
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(FIRST, end);
      int port = first;
      while (port < first + length && isFree(port)) {
        port++;
      }
      if (port == first + length) {
        return first;
      }
    }
  }

  private static boolean isFree(int port) throws IOException {
    if (!GIVEN.add(port)) {
      return false;
    }
    try (var _ = new ServerSocket(port)) {
      return true;
    } catch (BindException taken) {
      return false;
    }
  }

  /** The first port that the kernel gives to outgoing connections. */
  private static int outgoing() throws IOException {
    // in one read: the kernel gives nothing to a second one
    String range = Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range")).getFirst();
    return Integer.parseInt(range.substring(0, range.indexOf('\t')));
  }
}
