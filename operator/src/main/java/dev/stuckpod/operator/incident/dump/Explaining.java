package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.reasons.AnalyzedReason;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sibling;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.incident.again.Recognised;
import dev.stuckpod.operator.incident.again.Recognising;
import dev.stuckpod.operator.incident.failure.Decision;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Failures;
import dev.stuckpod.operator.incident.failure.Situation;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.IncidentObserver;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.status.Explanation;
import dev.stuckpod.status.Weight;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads dumps and writes down what they show, in fewer words where the API server takes no more.
 */
public final class Explaining {

  private static final Logger LOG = LoggerFactory.getLogger(Explaining.class);

  private final Ports ports;

  /** What one is told in that another tells in full; the raw dump has it all. */
  private static final int REPEAT = 4 << 10;

  private final Publication publication;
  private final Recognising recognising;
  private final Beside beside;
  private final IncidentObserver observer;

  /**
   * Has dumps read, and tells the observer what was explained.
   *
   * @param recognising knows what was found before
   * @param beside knows what another pod does
   */
  public Explaining(
      Ports ports,
      Publication publication,
      Recognising recognising,
      Beside beside,
      IncidentObserver observer) {
    this.ports = ports;
    this.publication = publication;
    this.recognising = recognising;
    this.beside = beside;
    this.observer = observer;
  }

  /** Explains the kept dumps. */
  public void explain(Incident incident) throws Trouble {
    explain(incident, incident.dumps(), null);
  }

  /**
   * Explains those of the kept dumps that can still be read.
   *
   * @param why the others cannot
   */
  public void explainTheRest(Incident incident, String why) throws Trouble {
    List<DumpInfo> rest = publication.readable(incident.namespace(), incident.dumps());
    if (rest.isEmpty()) {
      leave(incident, why);
    } else {
      explain(incident, rest, why);
    }
  }

  private void explain(Incident incident, List<DumpInfo> dumps, @Nullable String unread)
      throws Trouble {
    try {
      say(incident, publication.explain(incident.namespace(), dumps), unread);
    } catch (NotADumpException e) {
      close(incident, AnalyzedReason.NotADump, String.valueOf(e.getMessage()));
    }
  }

  /** Explains a dump that is at hand and cannot be kept; closes the incident. */
  public void explainUnkept(Incident incident, PackedDump file, String why) throws Trouble {
    incident.captured(
        Truth.True, CapturedReason.NotKept, CapturedReason.NotKept.text() + " " + why);
    try {
      say(incident, publication.explain(incident.namespace(), file.gzip()), null);
    } catch (NotADumpException e) {
      close(incident, AnalyzedReason.NotADump, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      LOG.warn("{}: its dump cannot be explained", incident.name(), e);
      close(incident, AnalyzedReason.Failed, e.toString());
    }
  }

  /** Leaves it unexplained. */
  public void leave(Incident incident, String why) throws Trouble {
    close(incident, AnalyzedReason.Failed, why);
  }

  private void close(Incident incident, AnalyzedReason reason, String message) throws Trouble {
    incident.history(ports.hindsight().of(incident.analysis()));
    incident.analyzed(Truth.False, reason, message);
    incident.written(ports.analyses().write(incident.changed()));
  }

  private void say(Incident incident, Analysis analysis, @Nullable String unread) throws Trouble {
    incident.history(ports.hindsight().of(incident.analysis()));
    Sibling sibling = beside.of(incident.analysis(), analysis);
    if (sibling != null) {
      incident.change(s -> DumpAnalysisStatusBuilder.builder(s).sibling(sibling).build());
    }
    try (Recognised known = recognising.of(incident, analysis)) {
      incident.change(known.noted());
      if (say(incident, analysis, known, unread)) {
        observer.explained(incident.analysis(), known.said());
        ports.notices().explained(incident.analysis());
      }
    }
  }

  private boolean say(
      Incident incident, Analysis analysis, Recognised known, @Nullable String unread)
      throws Trouble {
    DumpAnalysisStatus before = incident.status();
    int room = Explanation.room(incident.analysis());
    int bytes = known.isRepeat() ? Math.min(room, Weight.of(before) + REPEAT) : room;
    for (int tries = 1; ; tries++) {
      DumpAnalysisStatus told = Explanation.add(before, analysis, bytes);
      incident.change(_ -> told);
      incident.analyzed(
          Truth.True,
          AnalyzedReason.Explained,
          Stream.of(
                  AnalyzedReason.Explained.text(),
                  known.said(),
                  Explanation.leftOut(told, analysis),
                  failed(analysis),
                  unread == null ? "" : "Not all dumps could be read: " + unread + ".")
              .filter(sentence -> !sentence.isEmpty())
              .collect(Collectors.joining(" ")));
      due(incident);
      incident.grow(Serialization.asJson(incident.changed()).length());
      try {
        incident.written(ports.analyses().write(incident.changed()));
        return true;
      } catch (Trouble e) {
        if (!(e.failure() instanceof Failure.Rejected)) {
          throw e;
        }
        incident.change(_ -> before);
        var at = new Situation(Situation.Stage.Explaining, null, false, Duration.ZERO, tries);
        if (!(Failures.decide(e.failure(), at) instanceof Decision.WriteLess(int less))) {
          leave(incident, e.failure().sentence());
          return false;
        }
        bytes = Math.min(bytes, less);
      }
    }
  }

  /** Who is to be told is written with it, so that nobody is forgotten, whoever leads then. */
  private void due(Incident incident) {
    List<Notified> due = ports.notices().due(incident.changed());
    if (!due.isEmpty()) {
      incident.change(status -> DumpAnalysisStatusBuilder.builder(status).notified(due).build());
    }
  }

  /** Which rules have failed. */
  private static String failed(Analysis analysis) {
    return analysis.ofRules().stream()
        .map(problem -> "R" + problem.substring(1) + ".")
        .collect(Collectors.joining(" "));
  }
}
