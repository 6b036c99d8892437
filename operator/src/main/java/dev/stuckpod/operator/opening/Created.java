package dev.stuckpod.operator.opening;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The incidents that this process has created for an opener, by name. */
public final class Created {

  private final Set<String> names = new HashSet<>();

  void add(String name) {
    names.add(name);
  }

  boolean has(String name) {
    return names.contains(name);
  }

  /** Forgets all others. */
  public void keepOnly(Collection<String> known) {
    names.retainAll(known);
  }
}
