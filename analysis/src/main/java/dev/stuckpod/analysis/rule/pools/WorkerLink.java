package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.ChannelUse.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What tells that goroutines work off what a call hands out.
 *
 * @param name of the pool, for sentences
 * @param basis one sentence
 * @param workers who they are
 */
record WorkerLink(String name, String basis, Who workers) {
  /** What a group is known by. */
  sealed interface Who {
    /** Begins in a method of a type, or was started by one. */
    record OfType(String type) implements Who {}

    /** The same, but is not started with the very call that waits. */
    record OfOwnType(String type) implements Who {}

    /** Begins in a package, or was started by it. */
    record OfPackage(String name) implements Who {}

    /** Was given a channel. */
    record Given(long channel) implements Who {}

    /** Was started by one of some functions. */
    record StartedBy(Set<String> functions) implements Who {}

    /** Was started by one of some functions, or by a closure in one. */
    record StartedWithin(Set<String> functions) implements Who {}

    /** Was started by one of some routines, as the dump says by their numbers. */
    record StartedByRoutine(Set<Long> numbers) implements Who {}
  }

  /** Gives the links from a call that hands work out, the most telling first. */
  static List<WorkerLink> of(Waiter handingOut, Holder holder) {
    List<WorkerLink> links = new ArrayList<>();
    Dialect dialect = holder.party().dialect();
    String type = dialect.type(handingOut.at().function());
    boolean method = !type.isEmpty() && !dialect.isClosure(handingOut.at().function());
    boolean own = type.equals(dialect.type(holder.at().function()));
    if (method && !own) {
      links.add(type(dialect, type));
    }
    long channel = handingOut.party().cohort().address();
    if (channel != 0 && handingOut.mode() == Mode.SEND) {
      links.add(channel(channel));
    }
    if (handingOut.mode() == Mode.SELECT) {
      handingOut.party().channels().stream()
          .filter(c -> c.way() == Way.SEND)
          .forEach(c -> links.add(channel(c.address())));
    }
    if (type.isEmpty()) { // an object's workers serve all who have it, whoever has started them
      links.add(ownWorkers(holder));
    }
    links.addAll(creation(handingOut, holder));
    if (method && own) {
      links.add(ownType(dialect, type));
    }
    String library = dialect.packageOf(handingOut.at().function());
    if (isLibrary(library, holder)
        && (handingOut.mode() == Mode.SEND || handingOut.mode() == Mode.CONDITION)) {
      links.add(library(library));
    }
    return links;
  }

  private static WorkerLink type(Dialect dialect, String type) {
    String name = dialect.shortType(type);
    return new WorkerLink(
        "the pool " + name,
        "the workers run, or were started by, methods of %s, which hands the work out"
            .formatted(name),
        new Who.OfType(type));
  }

  /**
   * A type that hands work out to itself: its workers run a loop that calls what waits; a goroutine
   * that was started with the waiting method is a caller like any other.
   */
  private static WorkerLink ownType(Dialect dialect, String type) {
    WorkerLink link = type(dialect, type);
    return new WorkerLink(link.name(), link.basis(), new Who.OfOwnType(type));
  }

  private static WorkerLink channel(long channel) {
    return new WorkerLink(
        "a channel",
        "the workers were given channel 0x%x, which the holder sends to".formatted(channel),
        new Who.Given(channel));
  }

  /** Whom the calls have started comes first, what their closures are called last. */
  private static List<WorkerLink> creation(Waiter handingOut, Holder holder) {
    Set<String> path = path(handingOut, holder);
    return List.of(
        new WorkerLink(
            "its own pool",
            "the workers were started by the very calls that the holder is in",
            new Who.StartedBy(path)),
        new WorkerLink(
            "its own pool",
            "the workers were started by closures of the very calls that the holder is in",
            new Who.StartedWithin(path)));
  }

  private static WorkerLink ownWorkers(Holder holder) {
    return new WorkerLink(
        "its own pool",
        "the workers were started by the very goroutine that holds the lock",
        new Who.StartedByRoutine(holder.party().numbers()));
  }

  private static WorkerLink library(String library) {
    return new WorkerLink(
        "the pool of " + library,
        "the workers run in, or were started by, the package that hands the work out",
        new Who.OfPackage(library));
  }

  /**
   * Neither the holder's own package nor the standard library: net/http waits for a peer and runs
   * handlers, but those do not serve the one who waits.
   */
  private static boolean isLibrary(String name, Holder holder) {
    return name.contains(".")
        && !name.equals(holder.party().dialect().packageOf(holder.at().function()));
  }

  /** The functions between the call that waits and the one that holds the lock. */
  private static Set<String> path(Waiter handingOut, Holder holder) {
    Set<String> path = new HashSet<>();
    for (int i = handingOut.frame(); i <= holder.frame(); i++) {
      path.add(holder.party().dialect().outer(holder.party().frame(i).function()));
    }
    return path;
  }

  /**
   * Where a goroutine begins.
   *
   * @param outermost its outermost call that somebody has written, outside the runtime
   * @param createdBy who has started it; both empty when not printed
   */
  record Root(String outermost, String createdBy) {
    static Root of(Group group) {
      Dialect dialect = group.dialect();
      String outermost = "";
      for (Frame frame : group.stack().frames()) {
        boolean own = !dialect.isPlumbing(frame.function()) && !dialect.isWrapper(frame.function());
        outermost = own ? frame.function() : outermost;
      }
      Frame by = group.stack().createdBy();
      return new Root(outermost, by == null ? "" : by.function());
    }
  }
}
