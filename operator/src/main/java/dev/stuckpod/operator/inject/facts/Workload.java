package dev.stuckpod.operator.inject.facts;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the maker of a pod says of its pods.
 *
 * @param coming how many more need room after this one; empty if that is not known
 * @param refusal why its last pod was not created
 */
public record Workload(OptionalLong coming, Optional<String> refusal) {

  /** A pod that nobody looks after may be made again before it is gone. */
  public static final Workload NONE = new Workload(OptionalLong.of(1), Optional.empty());

  /** One that could not be read. */
  public static final Workload UNREAD = new Workload(OptionalLong.empty(), Optional.empty());
}
