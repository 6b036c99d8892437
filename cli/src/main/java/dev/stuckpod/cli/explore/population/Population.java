package dev.stuckpod.cli.explore.population;

import dev.stuckpod.analysis.Opened;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The routines of all dumps, each with a number. Those with one stack stand side by side, the
 * largest group of a dump first.
 */
public final class Population {
  private final List<LoadedDump> dumps = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private int size;

  /**
   * Adds a dump.
   *
   * @param source what it is called
   */
  public LoadedDump add(String source, Opened opened) {
    var dump = new LoadedDump(source, opened, size);
    dumps.add(dump);
    runs.addAll(dump.runs());
    size = runs.isEmpty() ? 0 : runs.getLast().end();
    return dump;
  }

  /** The dumps, in the order in which they were added. */
  public List<LoadedDump> dumps() {
    return Collections.unmodifiableList(dumps);
  }

  /** All routines of a dump. */
  public Selection all(LoadedDump dump) {
    var numbers = new BitSet(size);
    if (!dump.runs().isEmpty()) {
      numbers.set(dump.runs().getFirst().from(), dump.runs().getLast().end());
    }
    return new Selection(numbers, false);
  }

  /** Gives each member of a set to somebody, group by group. */
  public void forEach(Selection set, Consumer<Member> to) {
    for (Run run : runs) {
      for (int i = set.next(run.from()); i >= 0 && i < run.end(); i = set.next(i + 1)) {
        to.accept(run.member(i));
      }
    }
  }

  /** Those of a set that pass a test. */
  public Selection where(Selection set, Predicate<Member> test) {
    var passed = new BitSet(size);
    for (Run run : runs) {
      for (int i = set.next(run.from()); i >= 0 && i < run.end(); i = set.next(i + 1)) {
        if (test.test(run.member(i))) {
          passed.set(i);
        }
      }
    }
    return set.with(passed);
  }

  /** How many routines a set has. */
  public long count(Selection set) {
    long[] sum = {0};
    forEach(set, member -> sum[0] += member.count());
    return sum[0];
  }
}
