package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The memories of policies; one of a policy that is not evaluated any more goes by itself. */
final class Memories {

  /** Longer than any pause between two evaluations. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Used(PolicyMemory memory, Instant at) {}

  private final Map<String, Used> memories = new HashMap<>();

  synchronized PolicyMemory of(StuckPolicy policy, Instant now) {
    memories.values().removeIf(used -> used.at().plus(KEPT).isBefore(now));
    String uid = policy.getMetadata().getUid();
    Used used = memories.get(uid);
    PolicyMemory memory = used == null ? new PolicyMemory() : used.memory();
    memories.put(uid, new Used(memory, now));
    return memory;
  }
}
