package dev.stuckpod.operator.loadtest;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.reading.Readings;
import dev.stuckpod.operator.loadtest.suspicion.Load;
import dev.stuckpod.operator.loadtest.suspicion.LockRule;
import dev.stuckpod.operator.loadtest.suspicion.ResidueRule;
import dev.stuckpod.operator.loadtest.suspicion.ScrapeHangRule;
import dev.stuckpod.operator.loadtest.suspicion.StillnessRule;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.loadtest.suspicion.Thought;
import dev.stuckpod.operator.loadtest.suspicion.Watched;
import dev.stuckpod.operator.loadtest.window.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets each sense that a window has judge each of its pods. Pure but for what was read. */
record Senses(WindowPlan plan, Stage stage, Instant now) {

  /**
   * Judges all.
   *
   * @param byPolicies what policies suspect, by uid
   * @return thoughts by uid
   */
  Map<String, List<Thought>> judge(
      List<PodFacts> pods, Readings readings, Map<String, Suspicion> byPolicies) {
    List<Watched> all = readings.watched(pods);
    var thoughts = new HashMap<String, List<Thought>>();
    for (Watched watched : all) {
      PodFacts pod = watched.pod();
      var of = new ArrayList<Thought>();
      if (plan.detect().locks()) {
        of.add(
            LockRule.judge(
                pod, readings.locks(pod.uid()).orElse(null), load(), plan.interval(), now));
      }
      if (plan.detect().metrics()) {
        of.add(StillnessRule.judge(watched, all, load(), plan.interval(), now));
        of.add(ScrapeHangRule.judge(watched, all, now));
      }
      if (plan.detect().residue() && stage instanceof Stage.Settling settling) {
        of.add(
            ResidueRule.judge(
                watched, all, settling.loadEndedAt(), plan.times().settle(), plan.interval(), now));
      }
      Suspicion byPolicy = byPolicies.get(pod.uid());
      if (byPolicy != null) {
        of.add(new Thought.Suspect(byPolicy));
      }
      thoughts.put(pod.uid(), of);
    }
    return thoughts;
  }

  private Load load() {
    return stage instanceof Stage.Open(Load load) ? load : Load.Ended;
  }
}
