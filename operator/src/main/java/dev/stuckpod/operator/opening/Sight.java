package dev.stuckpod.operator.opening;

import dev.stuckpod.operator.pods.Subject;
import java.util.List;
import java.util.Set;

/**
 * What an opener sees beside the one pod.
 *
 * @param pods all that it looks at
 * @param stuck uids of those that are stuck
 */
public record Sight(List<? extends Subject> pods, Set<String> stuck) {}
