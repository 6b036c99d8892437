package dev.stuckpod.analysis.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the participants of a finding wait for. */
public enum FindingClass {
  /** Locks only. */
  @JsonProperty("resource")
  RESOURCE("resource"),
  /** Channels, conditions, wait groups only. */
  @JsonProperty("communication")
  COMMUNICATION("communication"),
  /** Locks together with channels, pools, conditions or wait groups. */
  @JsonProperty("mixed")
  MIXED("mixed"),
  @JsonProperty("other")
  OTHER("other");

  private final String label;

  FindingClass(String label) {
    this.label = label;
  }

  /** Gives the name used in JSON and in the status. */
  public String label() {
    return label;
  }
}
