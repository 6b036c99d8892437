package dev.stuckpod.operator.incident;

import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes calls of ports fail: which, how, and for how long. Knows every call that was made. */
final class Faults {

  /** What can fail. */
  enum Port {
    API_SERVER("API server"),
    SIDECAR("sidecar"),
    LOG("log"),
    STORE("store"),
    DISK("disk");

    private final String label;

    Port(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** How a call fails. */
  enum Mode {
    /** It does nothing and fails. */
    FAILS,
    /** It does what it should and fails nevertheless. */
    FAILS_AFTER,
    /** It takes nearly as long as is waited. */
    SLOW,
    /** The operator is killed before it. */
    KILLED_BEFORE,
    /** The operator is killed after it. */
    KILLED_AFTER,
    /** The clocks are set forward by an hour before it. */
    CLOCK_FORWARD,
    /** The clocks are set back by an hour before it. */
    CLOCK_BACK,
    /** The sidecar is killed before it. */
    SIDECAR_DIES_BEFORE,
    /** The sidecar is killed after it. */
    SIDECAR_DIES_AFTER,
    /** The pod is deleted before it. */
    POD_DELETED,
    /** This operator stands still before it, and another one takes over. */
    OVERTAKEN_BEFORE,
    /** This operator stands still after it, and another one takes over. */
    OVERTAKEN_AFTER
  }

  /** A call of a port. */
  record Call(int number, Port port, String operation) {
    boolean isLike(Call other) {
      return port == other.port && operation.equals(other.operation);
    }
  }

  /**
   * What is to fail.
   *
   * @param least calls that are left alone first
   * @param times how often
   * @param forSoLong how long, from the first time on
   */
  record Fault(Predicate<Call> which, Mode mode, int least, int times, Duration forSoLong) {

    static Fault once(Predicate<Call> which, Mode mode) {
      return new Fault(which, mode, 0, 1, Duration.ofDays(1));
    }

    static Fault always(Predicate<Call> which, Mode mode, Duration forSoLong) {
      return new Fault(which, mode, 0, Integer.MAX_VALUE, forSoLong);
    }
  }

  /** The operator was killed: nothing catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Does something at a port. */
  interface Action<T> {
    T run() throws Trouble;
  }

  private static final Duration JUMP = Duration.ofHours(1);

  private final TestClock clock;
  private Runnable sidecarDies = () -> {};
  private Runnable podIsDeleted = () -> {};
  private Runnable standstill = () -> {};
  private final List<Call> calls = new ArrayList<>();
  private final List<Armed> armed = new ArrayList<>();

  Faults(TestClock clock) {
    this.clock = clock;
  }

  private static final class Armed {
    private final Fault fault;
    private int matched;
    private int failed;
    private Instant until = Instant.MAX;

    Armed(Fault fault) {
      this.fault = fault;
    }
  }

  /** What happens when something dies or stands still. */
  void when(Runnable sidecarIsKilled, Runnable podIsRemoved, Runnable operatorStandsStill) {
    sidecarDies = sidecarIsKilled;
    podIsDeleted = podIsRemoved;
    standstill = operatorStandsStill;
  }

  void arm(Fault fault) {
    armed.add(new Armed(fault));
  }

  List<Call> calls() {
    return calls;
  }

  /** Whether something fails until the end. */
  boolean forGood() {
    return armed.stream().anyMatch(a -> a.fault.times() == Integer.MAX_VALUE);
  }

  /**
   * Makes a call, or has it fail.
   *
   * @param failure how this port fails
   * @param slow how long it takes when it is slow
   */
  <T> T call(Port port, String operation, Failure failure, Duration slow, Action<T> action)
      throws Trouble {
    Call call = new Call(calls.size(), port, operation);
    calls.add(call);
    for (Armed a : armed) {
      if (!a.fault.which().test(call) || a.matched++ < a.fault.least()) {
        continue;
      }
      a.until = a.failed == 0 ? later(a.fault.forSoLong()) : a.until;
      if (a.failed >= a.fault.times() || Instant.now(clock).isAfter(a.until)) {
        continue;
      }
      a.failed++;
      switch (a.fault.mode()) {
        case FAILS -> throw new Trouble(failure);
        case FAILS_AFTER -> {
          action.run();
          throw new Trouble(failure);
        }
        case SLOW -> clock.advance(slow);
        case KILLED_BEFORE -> throw new Killed();
        case KILLED_AFTER -> {
          action.run();
          throw new Killed();
        }
        case CLOCK_FORWARD -> clock.set(JUMP);
        case CLOCK_BACK -> clock.set(JUMP.negated());
        case SIDECAR_DIES_BEFORE -> {
          sidecarDies.run();
          if (port == Port.SIDECAR) {
            throw new Trouble(failure);
          }
        }
        case SIDECAR_DIES_AFTER -> {
          T result = action.run();
          sidecarDies.run();
          if (port == Port.SIDECAR) {
            throw new Trouble(failure);
          }
          return result;
        }
        case POD_DELETED -> podIsDeleted.run();
        case OVERTAKEN_BEFORE -> standstill.run();
        case OVERTAKEN_AFTER -> {
          T result = action.run();
          standstill.run();
          return result;
        }
      }
    }
    return action.run();
  }

  private Instant later(Duration duration) {
    return Instant.now(clock).plus(duration);
  }
}
