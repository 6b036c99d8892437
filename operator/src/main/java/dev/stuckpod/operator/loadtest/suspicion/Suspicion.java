package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.operator.decide.Evidence;
import dev.stuckpod.operator.glance.LockState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A reason to look at a pod. It proves nothing: what a dump says does. */
public sealed interface Suspicion {

  /** What gave rise to it. */
  NoticedBy noticedBy();

  /** Since when the pod has stood, as far as was seen. */
  Instant since();

  /** What was seen, in a sentence. */
  String message();

  /** What it rests on, as an incident's readings. */
  List<Evidence> evidence();

  /** Series that lived have stopped together while the load goes on. */
  record Stillness(Instant since, String message, List<Evidence> evidence) implements Suspicion {
    @Override
    public NoticedBy noticedBy() {
      return NoticedBy.Metrics;
    }
  }

  /** Scrapes connect and are not answered. */
  record ScrapeHang(Instant since, String message, List<Evidence> evidence) implements Suspicion {
    @Override
    public NoticedBy noticedBy() {
      return NoticedBy.ScrapeHang;
    }
  }

  /** The load has ended, and work of it is still held. */
  record Residue(Instant since, String message, List<Evidence> evidence) implements Suspicion {
    @Override
    public NoticedBy noticedBy() {
      return NoticedBy.Residue;
    }
  }

  /**
   * A lock is waited for by somebody who does not run.
   *
   * @param state what they wait for
   * @param routines how many have not run since the last look
   * @param longest for how long the first of them has not
   */
  record LockWait(
      LockState state,
      int routines,
      Duration longest,
      Instant since,
      String message,
      List<Evidence> evidence)
      implements Suspicion {
    @Override
    public NoticedBy noticedBy() {
      return NoticedBy.Locks;
    }
  }

  /**
   * A policy's rule has held for long enough.
   *
   * @param policy its name
   * @param rule which of its rules
   */
  record HeldRule(
      String policy, String rule, Instant since, String message, List<Evidence> evidence)
      implements Suspicion {
    @Override
    public NoticedBy noticedBy() {
      return NoticedBy.Policy;
    }
  }
}
