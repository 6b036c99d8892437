package dev.stuckpod.operator.incident.port;

import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.KeptDump;
import java.util.List;
import java.util.Optional;

/** Port: dumps that are here before their incident begins, as whoever had them was about to go. */
@FunctionalInterface
public interface Rescued {

  /** There are none. */
  Rescued NONE = (_, _, _) -> Optional.empty();

  /**
   * What was found last in a container. From now on it stays until its attempt is forgotten.
   *
   * @param containerID without the runtime's prefix
   */
  Optional<Rescue> of(String namespace, String podUID, String containerID);

  /**
   * A dump in the spool.
   *
   * @param told what its sidecar has told of it
   * @param result how the attempt ended that gave it
   * @param problems what was left out
   */
  record Rescue(KeptDump told, AttemptResult result, PackedDump file, List<String> problems) {}
}
