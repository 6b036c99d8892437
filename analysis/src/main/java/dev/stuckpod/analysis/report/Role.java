package dev.stuckpod.analysis.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The part that routines play in a finding. */
public enum Role {
  /** Has the lock, or whatever others wait for. */
  @JsonProperty("holder")
  HOLDER("holder"),
  /** Waits for it. */
  @JsonProperty("waiter")
  WAITER("waiter"),
  /** Waits to write: new readers queue behind it. */
  @JsonProperty("pending-writer")
  PENDING_WRITER("pending-writer"),
  /** One of a bounded pool. */
  @JsonProperty("worker")
  WORKER("worker"),
  /** Sends to a channel or queue. */
  @JsonProperty("sender")
  SENDER("sender"),
  /** Receives from a channel or queue. */
  @JsonProperty("receiver")
  RECEIVER("receiver"),
  /** On the other end of a connection. */
  @JsonProperty("peer")
  PEER("peer"),
  /** Held up, without a part in the cause. */
  @JsonProperty("victim")
  VICTIM("victim");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** Gives the name used in JSON and in the status, e.g. {@code pending-writer}. */
  public String label() {
    return label;
  }
}
