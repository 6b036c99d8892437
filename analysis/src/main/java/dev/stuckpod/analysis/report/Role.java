package dev.stuckpod.analysis.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The part that routines play in a finding. */
public enum Role {
  @JsonProperty("holder")
  HOLDER("holder"),
  @JsonProperty("waiter")
  WAITER("waiter"),
  @JsonProperty("pending-writer")
  PENDING_WRITER("pending-writer"),
  @JsonProperty("worker")
  WORKER("worker"),
  @JsonProperty("sender")
  SENDER("sender"),
  @JsonProperty("receiver")
  RECEIVER("receiver"),
  @JsonProperty("peer")
  PEER("peer"),
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
