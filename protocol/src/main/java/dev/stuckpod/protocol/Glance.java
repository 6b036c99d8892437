package dev.stuckpod.protocol;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a glance saw of a process: numbers and the runtime's words for states, no stack and no name.
 * Who "has not run" is told by the sidecar's glances alone: it was seen in the same place at each
 * of them, having run as often, as far as its runtime or the kernel counts that.
 *
 * @param startTime field 22 of /proc/pid/stat
 * @param runtime one of {@link ProcessInfo}'s words
 * @param runtimeVersion where it is known
 * @param refusal why nothing was seen; absent where something was
 * @param message one sentence on the refusal
 * @param atNanos when the glance began, by CLOCK_MONOTONIC of the node, which no one sets
 * @param tookNanos until it ended; each goroutine and each thread is of one moment in between
 * @param sinceNanos from the beginning of the sidecar's glance before to that of this one; 0 where
 *     it remembers none, and so nothing of who has not run
 * @param goroutines of a Go process, read from its memory
 * @param threads of any other process, read from /proc/pid/task
 */
public record Glance(
    int pid,
    long startTime,
    String runtime,
    @Nullable String runtimeVersion,
    @Nullable Reason refusal,
    @Nullable String message,
    long atNanos,
    long tookNanos,
    long sinceNanos,
    @Nullable Goroutines goroutines,
    @Nullable Threads threads) {

  /** A glance is no longer than that on the wire. */
  public static final int LONGEST = 1 << 16;

  /** So many states are told apart. */
  public static final int MOST_STATES = 64;

  /** So many steps tell how long waiters have not run. */
  public static final int MOST_STEPS = 32;

  /** As long is a state's word, and a version, at most. */
  public static final int LONGEST_WORD = 100;

  /** As long is a message at most. */
  public static final int LONGEST_MESSAGE = 1000;

  /**
   * The goroutines of a Go process.
   *
   * @param count those that exist and were read
   * @param unread places in the runtime's list that were not: too many, or not what belongs there
   * @param states most first
   * @param waiters those that wait for locks, one for each kind; absent kinds have none
   */
  public record Goroutines(int count, int unread, List<State> states, List<Waiters> waiters) {

    /** Leaves out what is not known here. */
    public Goroutines {
      states = known(states);
      waiters = known(waiters).stream().filter(group -> group.kind() != null).toList();
    }
  }

  /**
   * How many goroutines are in a state.
   *
   * @param state the runtime's own word, out of the process's memory: the app's text
   */
  public record State(String state, int count) {}

  /**
   * Goroutines that wait for a lock.
   *
   * @param kind null over the wire where it is not known here
   * @param unwatched of them, those for which there was no room to be remembered
   * @param notRun of them, those that have not run since the glance before
   * @param left how many waited so at the glance before and do no more: a queue that moves
   * @param oldestNanos for how long, of those that have not run, the oldest has been seen; 0 for
   *     none
   * @param oldestGlances in how many glances it was seen, this one included. The runtime counts
   *     runs in one byte, so two glances alone take one in 256 of those that run without pause for
   *     one that has not
   * @param older how many of those that have not run were seen for so long, by steps; null from
   *     sidecars that do not tell
   */
  public record Waiters(
      LockKind kind,
      int count,
      int unwatched,
      int notRun,
      int left,
      long oldestNanos,
      int oldestGlances,
      @Nullable List<Older> older) {}

  /**
   * How many have been seen not to run for long, and in four glances at least. Steps that nobody
   * has come to are left out.
   *
   * @param nanos for so long at least
   * @param count of them, those that stand for longer included
   */
  public record Older(long nanos, int count) {}

  /**
   * The kernel's threads of a process. Many rest in any process; those are telling that no longer
   * run although they did.
   *
   * @param count all of them
   * @param unread of them, those that were not looked at, as they are too many
   * @param still of them, those that have neither run nor switched since the glance before
   * @param stillNanos for how long, of those, the oldest has been seen; 0 for none
   * @param dozing of them, those that have run no more since than to look at the clock, once a
   *     second or less: so waits who is first in line at a monitor of a JVM before 24
   * @param stopped of those that are still or dozing, how many have run at a glance before
   * @param stoppedNanos for how long, of those, the oldest has not; 0 for none
   */
  public record Threads(
      int count,
      int unread,
      int still,
      long stillNanos,
      int dozing,
      int stopped,
      long stoppedNanos) {}

  /** Says why nothing was seen. */
  public static Glance refused(GlanceRequest request, Reason refusal, String message) {
    return new Glance(
        request.pid(),
        request.startTime(),
        ProcessInfo.UNKNOWN,
        null,
        refusal,
        message,
        0,
        0,
        0,
        null,
        null);
  }

  /** The same with other texts, such as those that are fit to be shown. */
  public Glance with(UnaryOperator<String> text) {
    return new Glance(
        pid,
        startTime,
        text.apply(runtime),
        runtimeVersion == null ? null : text.apply(runtimeVersion),
        refusal,
        message == null ? null : text.apply(message),
        atNanos,
        tookNanos,
        sinceNanos,
        goroutines == null
            ? null
            : new Goroutines(
                goroutines.count(),
                goroutines.unread(),
                goroutines.states().stream()
                    .map(state -> new State(text.apply(state.state()), state.count()))
                    .toList(),
                goroutines.waiters()),
        threads);
  }

  /** Says what makes no sense in an answer to a request; whoever answers may be an impostor. */
  @SuppressWarnings("ConstantValue") // what came over the wire may lack members
  public Optional<String> fault(GlanceRequest request) {
    if (pid != request.pid() || startTime != request.startTime()) {
      return Optional.of("it is of another process");
    }
    if (runtime == null
        || Stream.of(Optional.of(runtime), Optional.ofNullable(runtimeVersion))
            .flatMap(Optional::stream)
            .anyMatch(word -> word.length() > LONGEST_WORD)) {
      return Optional.of("it does not say what the process is");
    }
    if (refusal != null) {
      return message == null || message.length() > LONGEST_MESSAGE
          ? Optional.of("it does not say why it refuses")
          : Optional.empty();
    }
    if (goroutines == null && threads == null) {
      return Optional.of("it says nothing of the process");
    }
    boolean sane =
        Stream.of(atNanos, tookNanos, sinceNanos).allMatch(nanos -> nanos >= 0)
            && (goroutines == null || isSane(goroutines))
            && (threads == null || isSane(threads));
    return sane ? Optional.empty() : Optional.of("its numbers contradict each other");
  }

  private static boolean isSane(Goroutines all) {
    return all.count() >= 0
        && all.unread() >= 0
        && (all.count() > 0 || all.unread() > 0)
        && all.states().size() <= MOST_STATES
        && all.states().stream().allMatch(Glance::isSane)
        && all.waiters().stream().map(Waiters::kind).distinct().count() == all.waiters().size()
        && all.waiters().stream().allMatch(group -> isSane(group, all.count()));
  }

  private static boolean isSane(State state) {
    return state.state() != null && state.state().length() <= LONGEST_WORD && state.count() >= 0;
  }

  private static boolean isSane(Waiters group, int most) {
    return isUpTo(group.count(), most)
        && isUpTo(group.unwatched(), group.count())
        && isUpTo(group.notRun(), group.count() - group.unwatched())
        && group.left() >= 0
        && isSince(group.oldestNanos(), group.notRun())
        && group.oldestGlances() >= (group.notRun() > 0 ? 2 : 0)
        && (group.older() == null || isSane(group.older(), group));
  }

  /** The longer, the fewer. */
  private static boolean isSane(List<Older> steps, Waiters group) {
    if (steps.size() > MOST_STEPS) {
      return false;
    }
    long nanos = 0;
    int most = group.notRun();
    for (Older step : steps) {
      if (step == null
          || step.nanos() <= nanos
          || step.nanos() > group.oldestNanos()
          || step.count() < 1
          || step.count() > most) {
        return false;
      }
      nanos = step.nanos();
      most = step.count();
    }
    return true;
  }

  private static boolean isSane(Threads all) {
    return all.count() > 0
        && isUpTo(all.unread(), all.count())
        && isUpTo(all.still(), all.count() - all.unread())
        && isUpTo(all.dozing(), all.count() - all.unread() - all.still())
        && isUpTo(all.stopped(), all.still() + all.dozing())
        && isSince(all.stillNanos(), all.still())
        && isSince(all.stoppedNanos(), all.stopped());
  }

  private static boolean isUpTo(int count, int most) {
    return count >= 0 && count <= most;
  }

  private static boolean isSince(long nanos, int count) {
    return nanos >= 0 && (nanos == 0 || count > 0);
  }

  private static <T> List<T> known(@Nullable List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }
}
