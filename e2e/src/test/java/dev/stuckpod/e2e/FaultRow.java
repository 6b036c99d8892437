package dev.stuckpod.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One row of the table: what happens when to a dump that is taken how. */
record FaultRow(Way way, FaultStep step, Duration later, Fault fault) {

  /** Operators that are killed while a dump of 28 MB drains into a log: so many, so far apart. */
  private static final int TENTHS = 10;

  private static final Duration APART = Duration.ofMillis(1_500);

  /** How the dump is taken. */
  enum Way {
    MEMORY("methods: [ProcMem, SigQuit], allowRestart: true"),
    SIGNAL("methods: [SigQuit], allowRestart: true");

    private final String spec;

    Way(String spec) {
      this.spec = spec;
    }

    /** What a request or a policy says of it, in YAML. */
    String spec() {
      return spec;
    }
  }

  /** All rows. */
  static List<FaultRow> all() {
    var rows = new ArrayList<FaultRow>();
    for (Way way : Way.values()) {
      for (FaultStep step : FaultStep.values()) {
        for (Fault fault : Fault.values()) {
          if (step != FaultStep.READ || fault.touchesReading()) {
            rows.add(new FaultRow(way, step, Duration.ZERO, fault));
          }
        }
      }
    }
    for (int tenth = 1; tenth <= TENTHS; tenth++) {
      rows.add(
          new FaultRow(
              Way.SIGNAL, FaultStep.TAKEN, APART.multipliedBy(tenth), Fault.OPERATOR_KILLED));
    }
    return rows;
  }

  String name() {
    String when = later.isZero() ? "" : " %.1f s before".formatted(later.toMillis() / 1000.0);
    return "%s, %s%s: %s".formatted(way, step.label(), when, fault.label());
  }

  /** Strikes in the middle of a large dump. */
  boolean drains() {
    return !later.isZero();
  }

  /**
   * How many goroutines there are: a dump whose log is rotated while it is written, where that
   * counts.
   */
  int routines() {
    return drains() || fault.strikesTheLog() ? 20_000 : 5_000;
  }

  /** Whether a dump could be had whatever happens, so that none is a loss. */
  boolean canBeHad() {
    boolean had = step == FaultStep.READ || step == FaultStep.TAKEN && way == Way.MEMORY;
    boolean withoutRoom = way == Way.MEMORY || step == FaultStep.ASKED;
    boolean hindered = fault.takesThePod() || fault.closesTheSidecar() && withoutRoom;
    return had || !hindered;
  }
}
