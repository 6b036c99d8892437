package dev.stuckpod.operator.loadtest.keep;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was kept of one window, and what was tried: each of it once. Another process begins with
 * what the status says. Any thread may ask.
 */
public final class Kept {

  /** Looks of one window whose readings are kept. */
  static final int MOST_LOOKS = 8;

  private static final String END = "";

  private final Set<String> tried = new HashSet<>();
  private final List<KeptReadings> kept = new ArrayList<>();

  /** Begins with what an earlier process has kept. */
  public Kept(@Nullable List<KeptReadings> before) {
    if (before != null) {
      kept.addAll(before);
      before.forEach(one -> tried.add(key(one.dumpAnalysis())));
    }
  }

  /** Whether it is to be tried now: never again after this. */
  synchronized boolean begin(@Nullable String analysis) {
    boolean room = analysis == null || looks() < MOST_LOOKS;
    return room && tried.add(key(analysis));
  }

  private long looks() {
    return tried.stream().filter(key -> !key.equals(END)).count();
  }

  synchronized void done(KeptReadings readings) {
    kept.add(readings);
  }

  /** All of it, in a window's status. */
  public synchronized LoadTestWindowStatus in(LoadTestWindowStatus status) {
    return kept.isEmpty()
        ? status
        : LoadTestWindowStatusBuilder.builder(status).readings(List.copyOf(kept)).build();
  }

  private static String key(@Nullable String analysis) {
    return analysis == null ? END : analysis;
  }
}
