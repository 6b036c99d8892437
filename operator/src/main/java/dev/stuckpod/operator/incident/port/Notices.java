package dev.stuckpod.operator.incident.port;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import dev.stuckpod.operator.analyses.AnalysisView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port: who is told of incidents. It happens aside, and nothing waits for it. */
public interface Notices {

  /**
   * Who is to be told of one that is about to be written as explained: that is written with it.
   * Empty where nobody is.
   */
  List<Notified> due(DumpAnalysis explained);

  /** It was written: whoever is to be told, by its status, is told from now on. */
  void explained(DumpAnalysis written);

  /**
   * One that is over is seen, perhaps for the first time in this process: who was not told yet is.
   *
   * @return when to look again; empty when all were told
   */
  Optional<Duration> seen(AnalysisView over);

  /** When to look again at one that has just ended; empty where nobody is ever told. */
  Optional<Duration> untilLook();

  /** Tells nobody. */
  Notices NONE =
      new Notices() {
        @Override
        public List<Notified> due(DumpAnalysis explained) {
          return List.of();
        }

        @Override
        public void explained(DumpAnalysis written) {}

        @Override
        public Optional<Duration> seen(AnalysisView over) {
          return Optional.empty();
        }

        @Override
        public Optional<Duration> untilLook() {
          return Optional.empty();
        }
      };
}
