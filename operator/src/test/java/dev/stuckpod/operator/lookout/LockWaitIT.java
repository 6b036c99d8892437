package dev.stuckpod.operator.lookout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.operator.decide.Clause;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Evidence;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.identity.RealSidecar;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Explainer;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Go processes, of which a policy without metrics is told by a sidecar's own server, through
 * TLS. Glances are closer together than a policy may have them.
 */
class LockWaitIT {

  private static final Path QUEUES = Path.of("../goroutines/src/test/programs/queues");
  private static final Path TURNS = Path.of("../sidecar/src/test/fixtures/turns");
  private static final Criteria OFTEN = criteria(1500, 500);

  /** For a process that takes all of the processors. */
  private static final Criteria SELDOM = criteria(3000, 3000);

  @TempDir private static Path built = Path.of("");

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void build() throws Exception {
    for (Path program : List.of(QUEUES, TURNS)) {
      Process go =
          new ProcessBuilder("go", "build", "-o", built.toString(), ".")
              .directory(program.toFile())
              .inheritIO()
              .start();
      assertThat(go.waitFor()).as("go build").isZero();
    }
  }

  @Test
  void whoWaitsForEverIsStuckAndTheEvidenceSaysForWhat() throws Exception {
    try (var pod = new WatchedPod(OFTEN, folder, "queues", "7", "0")) {
      Decision.Stuck stuck =
          patiently()
              .until(
                  () -> pod.evaluate() instanceof Decision.Stuck found ? found : null,
                  f -> f != null);

      assertThat(stuck.reason()).isEqualTo(Reason.LockWait);
      assertThat(stuck.evidence())
          .extracting(Evidence::metric)
          .containsExactly("rwmutexwrite", "rwmutexread", "mutex");
      assertThat(pod.explain())
          .allMatch(Clause::holds)
          .extracting(Clause::clause)
          .contains("locks");
    }
  }

  @Test
  void aQueueThatMovesIsNot() throws Exception {
    try (var pod = new WatchedPod(SELDOM, folder, "queues", "0", "40")) {
      patiently().until(() -> pod.evaluate().reason() == Reason.LocksMove);
      for (int i = 0; i < 20; i++) {
        pod.app.waitFor(Duration.ofMillis(100));
        assertThat(pod.evaluate()).isNotInstanceOf(Decision.Stuck.class);
      }
    }
  }

  /** Each of fifty waits for 17 s in it, much longer than the rule asks for. */
  @Test
  void aLongQueueThatMovesIsNotEither() throws Exception {
    try (var pod = new WatchedPod(SELDOM, folder, "turns")) {
      patiently()
          .until(() -> pod.evaluate().message(), message -> message.contains("a queue that moves"));
      for (int i = 0; i < 60; i++) {
        pod.app.waitFor(Duration.ofMillis(100));
        assertThat(pod.evaluate()).isNotInstanceOf(Decision.Stuck.class);
      }
    }
  }

  @Test
  void whoEndsIsUnknown() throws Exception {
    try (var pod = new WatchedPod(OFTEN, folder, "queues", "7", "0")) {
      patiently().until(() -> pod.evaluate() instanceof Decision.Stuck);
      pod.app.destroyForcibly().waitFor();

      patiently().until(() -> pod.evaluate().reason() == Reason.NoGlance);
    }
  }

  /** A process, its sidecar, and an operator that has it watched. */
  private static final class WatchedPod implements AutoCloseable {

    private final Criteria criteria;
    private final Process app;
    private final RealSidecar sidecar;
    private final PodView pod;
    private final GlancedSource source;
    private final JudgingMemory memory = new JudgingMemory();

    WatchedPod(Criteria criteria, Path folder, String program, String... arguments)
        throws Exception {
      this.criteria = criteria;
      var command = new ArrayList<>(List.of("nice", "-n", "19", built.resolve(program).toString()));
      command.addAll(List.of(arguments));
      app = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader told = app.inputReader();
      assertThat(told.readLine()).isNotNull();
      var operator = RealSidecar.Authorized.now();
      sidecar = RealSidecar.ofProcesses(Files.createDirectory(folder.resolve("spool")), operator);
      pod = pod(app.pid(), sidecar.port());
      source =
          new GlancedSource(
              () -> {
                throw new AssertionError("no metrics are needed");
              },
              new Lookout(
                  new Glances(sidecar.sidecars(operator)),
                  (_, _) -> Optional.of(pod),
                  (_, task) -> task.run(),
                  (_, task) -> task.run(),
                  Clock.systemUTC()),
              Clock.systemUTC());
    }

    Decision evaluate() {
      PodFacts facts = PodFacts.of(pod, "app");
      var result =
          new Evaluation((_, _) -> DirectScrape.NotAsked, Clock.systemUTC())
              .evaluate(criteria, source, "shop", List.of(facts), memory, Set.of());
      assertThat(result.failures()).isEmpty();
      return result.verdicts().getFirst().decision();
    }

    List<Clause> explain() {
      PodFacts facts = PodFacts.of(pod, "app");
      return new Explainer((_, _) -> DirectScrape.NotAsked, Clock.systemUTC())
          .explain(criteria, source, "shop", List.of(facts), facts)
          .getFirst()
          .clauses();
    }

    @Override
    public void close() {
      app.destroyForcibly();
      sidecar.close();
    }
  }

  private static Criteria criteria(int longerThan, int every) {
    var rule =
        new Rule.LockWait("locks", Duration.ofMillis(longerThan), 1, Duration.ofMillis(every));
    return new Criteria(List.of(Way.of(rule)), "default", Duration.ZERO);
  }

  /** The machine may be busy with other things. */
  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private static PodView pod(long pid, int port) {
    return PodView.of(
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: hub, namespace: shop, uid: '1'}
                spec:
                  containers: [{name: app}]
                  initContainers: [{name: stuckpod, env: [{name: STUCKPOD_PORT, value: '%d'}]}]
                status:
                  phase: Running
                  podIP: 127.0.0.1
                  conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-15T11:00:09Z'}]
                  containerStatuses:
                  - {name: app, containerID: 'containerd://%d', state: {running: {startedAt: '2026-01-15T11:00:00Z'}}}
                  initContainerStatuses: [{name: stuckpod, containerID: 'containerd://s', state: {running: {}}}]
                """
                    .formatted(port, pid),
                Pod.class));
  }
}
