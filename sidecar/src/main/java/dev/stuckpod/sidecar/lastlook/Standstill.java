package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.Glance.Goroutines;
import dev.stuckpod.protocol.Glance.Threads;
import dev.stuckpod.protocol.Glance.Waiters;
import dev.stuckpod.protocol.LockKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a process looks stuck, told from a few glances within a second. Nobody who waits for a
 * lock has run: a lock that only is busy lets somebody go on within that time.
 *
 * @param sight what to make of it
 * @param waiting how many wait for locks; 0 where that is not known
 */
record Standstill(Sight sight, int waiting) {

  /** What to make of some glances. */
  enum Sight {
    /** Nothing to be seen. */
    GoesOn,
    /** Another glance will tell. */
    Perhaps,
    /** It looks stuck. */
    Stands
  }

  /** Between two of those glances, one after the other. A sidecar answers no sooner than 100 ms. */
  static final List<Duration> PAUSES =
      Stream.of(105, 105, 200, 300).map(Duration::ofMillis).toList();

  /** For so long the first of them has not run. */
  private static final Duration LONG_ENOUGH = Duration.ofMillis(600);

  /** Go counts runs in one byte, so that few glances say of some who run that they have not. */
  private static final int GLANCES = 4;

  /** What a WaitGroup waits for looks the same to old versions of Go: it says nothing. */
  private static final Set<LockKind> LOCKS = EnumSet.complementOf(EnumSet.of(LockKind.Semacquire));

  /** Of a JVM these run at any time: its clock, and who collects. */
  private static final int OWN_THREADS = 4;

  private static final int TENTH = 10;

  private static final Standstill GOES_ON = new Standstill(Sight.GoesOn, 0);

  /** Judges by the last of some glances, and the one before. */
  static Standstill of(List<Glance> glances) {
    if (glances.isEmpty() || glances.getLast().refusal() != null) {
      return GOES_ON;
    }
    Glance last = glances.getLast();
    if (last.goroutines() != null) {
      return glances.size() == 1
          ? first(last.goroutines())
          : next(
              glances.get(glances.size() - 2).goroutines(),
              last.goroutines(),
              glances.size() > PAUSES.size());
    }
    return last.threads() == null ? GOES_ON : threads(last.threads(), glances.size());
  }

  private static Standstill first(Goroutines all) {
    int waiting = locks(all).mapToInt(Waiters::count).sum();
    return waiting == 0 ? GOES_ON : new Standstill(Sight.Perhaps, waiting);
  }

  /**
   * Who stands in a long queue has stood for long already when somebody begins to look: that says
   * nothing of whether the queue moves, which only glances say one after the other.
   */
  private static Standstill next(@Nullable Goroutines before, Goroutines now, boolean all) {
    if (before == null) {
      return GOES_ON;
    }
    List<Waiters> still = locks(now).filter(group -> stands(group, before)).toList();
    if (still.isEmpty()) {
      return GOES_ON;
    }
    boolean enough =
        all
            && still.stream()
                .anyMatch(
                    group ->
                        group.oldestGlances() >= GLANCES
                            && group.oldestNanos() >= LONG_ENOUGH.toNanos());
    return new Standstill(
        enough ? Sight.Stands : Sight.Perhaps, still.stream().mapToInt(Waiters::count).sum());
  }

  /** All who waited so wait still, and none of them has run. */
  private static boolean stands(Waiters group, Goroutines before) {
    Optional<Waiters> earlier =
        before.waiters().stream().filter(one -> one.kind() == group.kind()).findFirst();
    return group.notRun() > 0 && group.notRun() >= earlier.map(Waiters::count).orElse(0);
  }

  private static Stream<Waiters> locks(Goroutines all) {
    return all.waiters().stream()
        .filter(group -> group.count() > 0 && LOCKS.contains(Objects.requireNonNull(group.kind())));
  }

  /** Whether hardly any thread runs; for what they wait nobody can see. */
  private static Standstill threads(Threads all, int glances) {
    if (glances == 1) {
      return new Standstill(Sight.Perhaps, 0);
    }
    int running = all.count() - all.unread() - all.still() - all.dozing();
    return running <= Math.max(OWN_THREADS, all.count() / TENTH)
        ? new Standstill(Sight.Stands, 0)
        : GOES_ON;
  }
}
