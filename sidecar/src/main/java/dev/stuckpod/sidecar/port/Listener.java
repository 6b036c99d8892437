package dev.stuckpod.sidecar.port;

/**
 * A listening socket.
 *
 * @param host where it can be reached on this machine
 * @param inode by which the kernel names it
 */
public record Listener(String host, int port, String inode) {

  /** Where it can be reached, as host:port. */
  public String at() {
    return host + ":" + port;
  }
}
