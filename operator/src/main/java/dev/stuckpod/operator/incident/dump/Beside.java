package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.analysis.Groups;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sibling;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.capture.CapturePlan;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.publish.Unpacking;
import dev.stuckpod.operator.turns.Turns;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.text.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples the pod beside a stuck one that its incident names, once, with a thread of its own and by
 * nothing that the pod would notice; nothing waits for it, and only what its routines do is kept.
 */
public final class Beside {

  private static final Logger LOG = LoggerFactory.getLogger(Beside.class);

  /** More than are captured at once. */
  private static final int MOST = 64;

  private static final int MOST_GROUPS = 8;
  private static final int LONGEST = 500;

  /** What is larger takes the room, and the time, of dumps of stuck pods. */
  private static final long LARGEST = 64L << 20;

  private static final List<CaptureMethod> HARMLESS =
      List.of(CaptureMethod.ProcMem, CaptureMethod.Jcmd);

  /**
   * What came of a sample.
   *
   * @param method null where there is none
   * @param groups what its routines do
   * @param message why there is none; empty where there is one
   */
  private record Sampled(
      @Nullable CaptureMethod method, long routines, Groups groups, String message) {

    static Sampled not(String why) {
      return new Sampled(null, 0, Groups.none(), why);
    }
  }

  private static final Sampled LATE = Sampled.not("it had not answered when this was written");

  private final Ports ports;
  private final Publication publication;
  private final Turns turns = new Turns(2, 1);
  private final Map<String, CompletableFuture<Sampled>> asked = Recent.put(MOST);

  /** Asks nobody yet. */
  public Beside(Ports ports, Publication publication) {
    this.ports = ports;
    this.publication = publication;
  }

  /** Begins to sample the one that an incident names, unless that was done; returns at once. */
  public void begin(DumpAnalysis analysis) {
    String sibling = analysis.getSpec().sibling();
    if (sibling == null) {
      return;
    }
    var answer = new CompletableFuture<Sampled>();
    synchronized (asked) {
      if (asked.putIfAbsent(key(analysis), answer) != null) {
        return;
      }
    }
    Thread.ofVirtual()
        .name("beside")
        .start(() -> answer.complete(sample(analysis, analysis.getSpec(), sibling)));
  }

  /**
   * Says what a stuck pod has that the other has not.
   *
   * @param stuck what its dump says
   * @return null where none was to be sampled
   */
  public @Nullable Sibling of(DumpAnalysis analysis, Analysis stuck) {
    CompletableFuture<Sampled> answer;
    synchronized (asked) {
      answer = asked.get(key(analysis));
    }
    String pod = analysis.getSpec().sibling();
    if (answer == null || pod == null) {
      return null;
    }
    Sampled sampled = answer.getNow(LATE);
    if (sampled.method() == null) {
      return new Sibling(
          pod, null, null, null, cut("No sample of pod %s: %s.".formatted(pod, sampled.message())));
    }
    List<Groups.More> more = Groups.of(stuck).beyond(sampled.groups(), MOST_GROUPS);
    return new Sibling(
        pod,
        sampled.method().name(),
        sampled.routines(),
        more.stream().map(Groups.More::said).map(Beside::cut).toList(),
        cut(said(more).formatted(pod)));
  }

  private static String said(List<Groups.More> more) {
    if (more.isEmpty()) {
      return "Pod %s of the same workload was not stuck; what routines do here, they do there,"
          + " too.";
    }
    return more.stream().allMatch(group -> group.there() == 0)
        ? "Pod %s of the same workload was not stuck; it has none of these routines."
        : "Pod %s of the same workload was not stuck; of these routines it has none, or few.";
  }

  private Sampled sample(DumpAnalysis analysis, DumpAnalysisSpec spec, String sibling) {
    String namespace = analysis.getMetadata().getNamespace();
    String id = UUID.randomUUID().toString();
    try (var _ = turns.take(namespace)) {
      var wanted = DumpAnalysisSpecBuilder.builder().podName(sibling);
      Target target =
          Target.find(
              (spec.container() == null ? wanted : wanted.container(spec.container())).build(),
              ports.analyses().pod(namespace, sibling));
      return sample(namespace, id, target, ports.sidecars().of(target.pod()), methods(spec));
    } catch (Trouble e) {
      return Sampled.not(e.failure().sentence());
    } catch (NotADumpException | IOException | RuntimeException | StackOverflowError e) {
      LOG.warn("{}/{} beside {}: {}", namespace, sibling, spec.podName(), e.toString());
      return Sampled.not(String.valueOf(e.getMessage()));
    } finally {
      ports.spool().forget(id);
    }
  }

  private Sampled sample(
      String namespace, String id, Target target, Sidecar sidecar, List<CaptureMethod> methods)
      throws Trouble, IOException, NotADumpException {
    return switch (CapturePlan.next(
        methods, false, sidecar.processes(target.bareContainerID()), Set.of())) {
      case CapturePlan.Choice.GiveUp(_, String message) -> Sampled.not(message);
      case CapturePlan.Choice.Use use -> {
        ports.spool().check(id);
        AttemptResult result = sidecar.attempt(request(id, target, use));
        var dump = result.dump();
        if (result.state() != AttemptResult.State.Done || dump == null) {
          yield Sampled.not(result.message());
        }
        if (dump.bytes() > LARGEST) {
          yield Sampled.not(
              "its dump has %d MiB, more than is fetched to compare".formatted(dump.bytes() >> 20));
        }
        Path path = ports.spool().file(id, "gz");
        var file =
            sidecar.dump(
                id, gzip -> PackedDump.write(new Unpacking(gzip), path, ports.spool().write(path)));
        if (file.isEmpty()) {
          yield Sampled.not("its sidecar does not have the dump any more");
        }
        Analysis other = publication.explain(namespace, path);
        yield new Sampled(use.method(), other.summary().routines(), Groups.of(other), "");
      }
    };
  }

  private AttemptRequest request(String id, Target target, CapturePlan.Choice.Use use) {
    return new AttemptRequest(
        id,
        use.method(),
        target.bareContainerID(),
        use.process().pid(),
        use.process().startTime(),
        Instant.now(ports.clock()).plus(AttemptRequest.LIFETIME).toString(),
        false);
  }

  private static List<CaptureMethod> methods(DumpAnalysisSpec spec) {
    List<CaptureMethod> allowed = spec.methods();
    return allowed == null ? HARMLESS : HARMLESS.stream().filter(allowed::contains).toList();
  }

  private static String cut(String text) {
    return OneLine.of(text).within(LONGEST).text();
  }

  private static String key(DumpAnalysis analysis) {
    return analysis.getMetadata().getNamespace() + "/" + analysis.getMetadata().getName();
  }
}
