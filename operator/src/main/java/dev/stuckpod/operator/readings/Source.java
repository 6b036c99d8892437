package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Where readings come from. */
@FunctionalInterface
public interface Source {

  /**
   * Asks for everything that a rule is judged by.
   *
   * @param namespace of the policy: no other's series count
   * @param pods to ask about
   * @param time for which; null for the source's own now
   */
  Answer ask(Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time);
}
