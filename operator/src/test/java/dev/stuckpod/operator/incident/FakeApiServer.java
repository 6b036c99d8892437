package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.operator.incident.Faults.Port;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Analyses;
import dev.stuckpod.operator.opening.Opener;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API server with one analysis and its pod; it fences writes as the real one does. */
final class FakeApiServer implements Analyses {

  private static final Failure FAILS = new Failure.Unanswered("The API server fails: 503");
  private static final Duration SLOW = Duration.ofSeconds(25);

  private final Faults faults;
  private final App app;
  private DumpAnalysis stored;
  private int largest = Integer.MAX_VALUE;
  private int overtakings;
  private boolean reserved = true;

  FakeApiServer(Faults faults, App app, DumpAnalysis stored) {
    this.faults = faults;
    this.app = app;
    this.stored = copy(stored);
  }

  /** Takes no status with an explanation that is larger. */
  void takeNoMoreThan(int bytes) {
    largest = bytes;
  }

  /** What is there. */
  DumpAnalysis stored() {
    return stored;
  }

  /** Somebody else writes it, so many times, just before each write. */
  void overtakeEach(int times) {
    overtakings = times;
  }

  @Override
  public @Nullable DumpAnalysis read(String namespace, String name) throws Trouble {
    return faults.call(Port.API_SERVER, "read the analysis", FAILS, SLOW, () -> copy(stored));
  }

  @Override
  public DumpAnalysis write(DumpAnalysis changed) throws Trouble {
    return faults.call(
        Port.API_SERVER, what(changed.getStatus()), FAILS, SLOW, () -> store(changed));
  }

  private DumpAnalysis store(DumpAnalysis changed) throws Trouble {
    if (overtakings > 0 && overtakings-- % 2 == 0) {
      bump();
    }
    String version = stored.getMetadata().getResourceVersion();
    if (!version.equals(changed.getMetadata().getResourceVersion())) {
      throw new Trouble(new Failure.Overtaken("409"));
    }
    boolean explained = changed.getStatus().verdict() != null;
    if (explained && Serialization.asJson(changed.getStatus()).length() > largest) {
      throw new Trouble(new Failure.Rejected("The API server does not take it: 413"));
    }
    stored = copy(changed);
    bump();
    return copy(stored);
  }

  private void bump() {
    int version = Integer.parseInt(stored.getMetadata().getResourceVersion());
    stored.getMetadata().setResourceVersion(Integer.toString(version + 1));
  }

  /** Says of no capture any more that a policy has it under way. */
  void reserveNothing() {
    reserved = false;
  }

  @Override
  public boolean isOpenedBy(Opener.Standing opener, String name) {
    return reserved;
  }

  @Override
  public @Nullable Pod pod(String namespace, String name) throws Trouble {
    return faults
        .call(Port.API_SERVER, "read the pod", FAILS, SLOW, () -> Optional.ofNullable(app.pod()))
        .orElse(null);
  }

  /** Names a write by what is new in it. */
  private String what(DumpAnalysisStatus now) {
    DumpAnalysisStatus before = stored.getStatus();
    if (before == null) {
      return "write the first status";
    }
    if (now.verdict() != null && before.verdict() == null) {
      return "write the explanation";
    }
    if (size(now.dumps()) > size(before.dumps())) {
      return "write down the dump";
    }
    var attempts = now.capture() == null ? null : now.capture().attempts();
    var attemptsBefore = before.capture() == null ? null : before.capture().attempts();
    if (size(attempts) > size(attemptsBefore)) {
      return "write the intent";
    }
    boolean signalled =
        Optional.ofNullable(attempts).stream()
            .flatMap(List::stream)
            .anyMatch(a -> a.outcome() == null && a.signalledAt() != null);
    return signalled ? "write that it was signalled" : "write what is the matter";
  }

  private static int size(@Nullable List<?> list) {
    return list == null ? 0 : list.size();
  }

  private static DumpAnalysis copy(DumpAnalysis analysis) {
    return Serialization.unmarshal(Serialization.asJson(analysis), DumpAnalysis.class);
  }
}
