package dev.stuckpod.door;

import java.time.Duration;

/**
 * What a port grants to whoever connects. Who takes longer is thrown out.
 *
 * @param strangers how many connections of clients that have shown no certificate may be open
 * @param perAddress how many of them from one address
 * @param outside how many wait until others of their address have gone
 * @param guests how many of clients that have shown one
 * @param headBytes of a request: its first line and its headers
 * @param firstByte until something comes
 * @param certificate until the TLS handshake is done
 * @param head until a request's headers are there, from their first byte on
 * @param body until a request is there
 * @param answer until it is answered, and the answer is fetched
 * @param idle between two requests
 */
public record Limits(
    int strangers,
    int perAddress,
    int outside,
    int guests,
    int headBytes,
    Duration firstByte,
    Duration certificate,
    Duration head,
    Duration body,
    Duration answer,
    Duration idle) {

  Duration of(Phase phase) {
    return switch (phase) {
      case SILENT, READY -> firstByte;
      case HANDSHAKE -> certificate;
      case HEAD -> head;
      case BODY -> body;
      case ANSWER -> answer;
      case IDLE -> idle;
      case LEAVING -> firstByte;
    };
  }
}
