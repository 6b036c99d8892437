package dev.stuckpod.door;

/** What is waited for on a connection; each has its time. */
enum Phase {
  /** Its first byte. */
  SILENT,
  /** The end of the TLS handshake. */
  HANDSHAKE,
  /** The first request. */
  READY,
  /** The end of a request's headers. */
  HEAD,
  /** The end of a request's body. */
  BODY,
  /** The answer, and that it is fetched. */
  ANSWER,
  /** Another request. */
  IDLE,
  /** The end. */
  LEAVING;

  /** Whether a request has begun to come in and is not answered yet. */
  boolean isAsking() {
    return this == HEAD || this == BODY || this == ANSWER;
  }
}
