package dev.stuckpod.cli.explore.population;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;

/** How alike routines must be to be one group. The names are what a person types. */
public enum Level {
  /** One stack, line by line, and one state. */
  exact {
    @Override
    public Object key(Group group) {
      return new Same(group);
    }
  },
  /** One state, and one line of the application's own. */
  line {
    @Override
    public Object key(Group group) {
      Frame place = Place.of(group);
      return group.state() + '\n' + place.function() + '\n' + place.file() + ':' + place.line();
    }
  },
  /** One function of the application's own, whatever the state. */
  function {
    @Override
    public Object key(Group group) {
      return Place.of(group).function();
    }
  },
  /** One package of the application's own. */
  packages {
    @Override
    public Object key(Group group) {
      return Place.packageOf(group, Place.of(group));
    }
  };

  /** A group of a dump, which is itself alone: it is large, and comparing it would take long. */
  private record Same(Group group) {
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(Object other) {
      return other instanceof Same same && same.group == group;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(group);
    }
  }

  /** What a person types. */
  public String typed() {
    return this == packages ? "package" : name();
  }

  /** Gives what groups of the dump have in common that are one at this level. */
  public abstract Object key(Group group);
}
