package dev.stuckpod.analysis.golang.wait;

import dev.stuckpod.analysis.model.ResourceKind;
import java.util.List;

/**
 * Who waits for a resource: those with one crowd tell the same.
 *
 * @param groups numbers of groups, ascending
 */
record Crowd(ResourceKind kind, List<Integer> groups) implements Comparable<Crowd> {
  @Override
  public int compareTo(Crowd other) {
    int order = kind.compareTo(other.kind);
    order = order == 0 ? Integer.compare(groups.size(), other.groups.size()) : order;
    for (int i = 0; i < groups.size() && order == 0; i++) {
      order = groups.get(i).compareTo(other.groups.get(i));
    }
    return order;
  }
}
