package dev.stuckpod.cli.explore.session;

import dev.stuckpod.cli.explore.population.LoadedDump;
import dev.stuckpod.cli.explore.population.Population;
import dev.stuckpod.cli.explore.population.Selection;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets of routines by their names, and what they were before they were changed. */
final class Sets {
  private static final int MOST_BEFORE = 100;

  private final Population population = new Population();
  private final Map<String, Selection> now = new TreeMap<>();
  private final Map<String, Deque<Selection>> before = new TreeMap<>();
  private final Map<LoadedDump, String> names = new LinkedHashMap<>();
  private @Nullable String meant;

  Population population() {
    return population;
  }

  Set<String> names() {
    return Collections.unmodifiableSet(now.keySet());
  }

  /** The name of a new dump's set: a, b, and so on. */
  String next() {
    for (int i = 0; ; i++) {
      String name = (char) ('a' + i % 26) + (i < 26 ? "" : Integer.toString(i / 26));
      if (!now.containsKey(name) && !names.containsValue(name)) {
        return name;
      }
    }
  }

  void add(String name, LoadedDump dump) {
    names.put(dump, name);
    put(name, population.all(dump));
    if (meant == null) {
      meant = name;
    }
  }

  /** The name under which a dump was loaded; null where there is no other dump. */
  @Nullable String nameOf(LoadedDump dump) {
    return names.size() < 2 ? null : names.get(dump);
  }

  Map<LoadedDump, String> dumps() {
    return names;
  }

  void put(String name, Selection set) {
    now.put(name, set);
    before.remove(name);
  }

  void change(String name, Selection set) {
    Deque<Selection> past = before.computeIfAbsent(name, _ -> new ArrayDeque<>());
    past.push(get(name));
    if (past.size() > MOST_BEFORE) {
      past.removeLast();
    }
    now.put(name, set);
  }

  boolean undo(String name) {
    Deque<Selection> past = before.get(name);
    if (past == null || past.isEmpty()) {
      return false;
    }
    now.put(name, past.pop());
    return true;
  }

  /** Those of a set. */
  Selection get(String name) {
    Selection set = now.get(name);
    if (set == null) {
      throw new NoSuchSet(name);
    }
    return set;
  }

  /** The set that is meant where none is named. */
  String meant() {
    if (meant == null) {
      throw new NoSuchSet("");
    }
    return meant;
  }

  void mean(String name) {
    get(name);
    meant = name;
  }

  void clear() {
    now.clear();
    before.clear();
    names.forEach((dump, name) -> now.put(name, population.all(dump)));
    meant = names.isEmpty() ? null : names.values().iterator().next();
  }

  /** Nothing is called so. */
  static final class NoSuchSet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchSet(String name) {
      super(
          name.isEmpty()
              ? "there is no dump yet: load FILE brings one"
              : "there is no set " + name + "; whos tells which there are");
    }
  }
}
