package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.protocol.Kept;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks when it is asked to, once in 30 seconds however often that is, for the operator once more,
 * and keeps what it has found. Nobody is held up for longer than three seconds in all, the app's
 * end least of all.
 */
public final class LastLook {

  /** However often it is asked to look. */
  static final Duration REST = Duration.ofSeconds(30);

  private static final long MOST = Duration.ofMillis(KeptRequest.LONGEST_WAIT).toNanos();

  /** A dump that is begun later is not there in time. */
  private static final long BEGUN_WITHIN = Duration.ofMillis(2200).toNanos();

  /** So many strangers may wait for one look, one of an address. The kubelet has its own. */
  private static final int STRANGERS = 4;

  private static final int LONGEST_NAP_MILLIS = 100;

  private final Looking looking;
  private final LongSupplier clock;
  private final Consumer<String> log;
  private final List<KeptDump> dumps = new ArrayList<>();
  private final Set<String> fetched = new HashSet<>();
  private final Set<String> strangers = new HashSet<>();
  private boolean hasBegun;
  private boolean looks;
  private long beganAt;
  private boolean hasFound;
  private boolean wasAsked;
  private long askedAt;
  private int knocks;

  /**
   * Has looked at nothing yet.
   *
   * @param log takes one line for each dump that is kept
   */
  public LastLook(Looking looking, Consumer<String> log) {
    this(looking, System::nanoTime, log);
  }

  /** Looks by another clock, of nanoseconds, for what has to be so long ago. */
  LastLook(Looking looking, LongSupplier clock, Consumer<String> log) {
    this.looking = looking;
    this.clock = clock;
    this.log = log;
  }

  /**
   * The end is near, somebody says, who need not be believed. Returns when it may come: when
   * nothing was found, or what was found has been fetched, and in three seconds at most.
   *
   * @param address of whoever says so
   */
  public synchronized void knock(String address) {
    knocks++;
    begin(false);
    if (strangers.size() >= STRANGERS || !strangers.add(address)) {
      return; // who floods waits for nothing
    }
    try {
      stay(beganAt + MOST, this::isBusy);
    } finally {
      strangers.remove(address);
    }
  }

  /** How often somebody has said that the end is near. */
  public synchronized int knocks() {
    return knocks;
  }

  /** Tells the operator what is kept, after a look if it asks for one. */
  public synchronized Kept tell(KeptRequest request) {
    long asked = clock.getAsLong();
    if (request.look()) {
      begin(true);
    }
    long end =
        asked
            + Duration.ofMillis(Math.clamp(request.waitMillis(), 0, KeptRequest.LONGEST_WAIT))
                .toNanos();
    boolean lately = hasBegun && asked - beganAt < MOST;
    stay(end, () -> looks || unfetched().isEmpty() && !lately && !beganAfter(asked));
    return new Kept(List.copyOf(dumps));
  }

  /** The operator has it. */
  public synchronized void fetched(String attemptId) {
    if (dumps.stream().anyMatch(dump -> dump.attemptId().equals(attemptId))) {
      fetched.add(attemptId);
      notifyAll();
    }
  }

  /** Waits, before the sidecar itself ends, for what a last look has found to be fetched. */
  public synchronized void leave() {
    if (hasBegun) {
      stay(beganAt + MOST, this::isBusy);
    }
  }

  private boolean isBusy() {
    return looks || !unfetched().isEmpty();
  }

  private boolean beganAfter(long moment) {
    return hasBegun && beganAt - moment >= 0;
  }

  private List<KeptDump> unfetched() {
    return dumps.stream().filter(dump -> !fetched.contains(dump.attemptId())).toList();
  }

  /** Strangers who ask all the time, of whom nothing is found, do not keep the operator from it. */
  private void begin(boolean byOperator) {
    long now = clock.getAsLong();
    boolean rests =
        byOperator && !hasFound
            ? wasAsked && now - askedAt < REST.toNanos()
            : hasBegun && now - beganAt < REST.toNanos();
    if (looks || rests) {
      return;
    }
    hasFound = false;
    wasAsked |= byOperator;
    askedAt = byOperator ? now : askedAt;
    hasBegun = true;
    looks = true;
    beganAt = now;
    // not a virtual one: it reads files, and the kernel may take its time
    try {
      Thread.ofPlatform().daemon().name("last look").start(() -> look(byOperator));
    } catch (OutOfMemoryError noThread) {
      looks = false;
      throw noThread;
    }
  }

  private void look(boolean suspected) {
    Optional<KeptDump> found = Optional.empty();
    try {
      found = looking.look(suspected, System.nanoTime() + BEGUN_WITHIN);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError failed) {
      log.accept("a look before the app's end has failed: " + failed);
    } finally {
      end(found);
    }
  }

  private synchronized void end(Optional<KeptDump> found) {
    looks = false;
    hasFound = found.isPresent();
    found.ifPresent(
        dump -> {
          dumps.add(dump);
          log.accept("kept %s: %s".formatted(dump.attemptId(), dump.message()));
        });
    while (dumps.size() > Kept.MOST) {
      KeptDump oldest = dumps.removeFirst();
      fetched.remove(oldest.attemptId());
      looking.drop(oldest);
    }
    notifyAll();
  }

  /** Stays as long as something is so, and until a moment at most. */
  private synchronized void stay(long end, BooleanSupplier reason) {
    try {
      for (long left; reason.getAsBoolean() && (left = end - clock.getAsLong()) > 0; ) {
        wait(Math.clamp(left / 1_000_000, 1, LONGEST_NAP_MILLIS));
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
