package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.cli.cluster.Person;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.PlainPod;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.RuntimeInfo;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackFrame;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackGroup;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Summary;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfoBuilder;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person asks for at the command line, as a real API server takes it. */
@WithApiServer
class CaptureCommandIT {

  private static final String NAMESPACE = "capture-command";

  private final KubernetesClient client;

  private final Person person;

  CaptureCommandIT(KubernetesClient client, ApiServer server, @TempDir Path folder)
      throws IOException {
    this.client = client;
    this.person = Person.of(server, NAMESPACE, folder);
  }

  @BeforeEach
  void openNamespace() {
    Namespaces.apply(client, NAMESPACE);
  }

  @AfterEach
  void clear() {
    person.close();
    client.pods().inNamespace(NAMESPACE).withGracePeriod(0).delete();
    client.resources(DumpAnalysis.class).inNamespace(NAMESPACE).delete();
  }

  @Test
  void asksForADumpOfAPodInTheCurrentContext() {
    pod("app");

    assertThat(person.types("capture", "app", "--no-wait", "--allow-restart")).isZero();

    DumpAnalysis asked = analyses().getFirst();
    assertThat(person.sees().strip()).isEqualTo("dumpanalysis/" + asked.getMetadata().getName());
    assertThat(asked.getSpec().podName()).isEqualTo("app");
    assertThat(asked.getSpec().allowRestart()).isTrue();
  }

  /** What a pod is told to have said, in every word of an answer that may be an app's. */
  @Test
  void aTerminalGetsNothingThatSteersIt() throws Exception {
    pod("app");
    String hostile = "x\u001b]0;title\u0007\u202e\u200b\u009b2J";

    try (var operator = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> answered = operator.submit(() -> answer(hostile));
      assertThat(person.types("capture", "app")).isZero();
      answered.get();
    }

    assertThat(person.sees()).contains("Deadlock (Strong): x", "go x");
    assertThat(person.isTold()).contains("Captured: Complete (x");
    assertThat(person.sees() + person.isTold()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
  }

  /** Does what an operator from before does, which takes an app's words as they are. */
  private void answer(String words) {
    await().until(() -> !analyses().isEmpty());
    DumpAnalysis asked = analyses().getFirst();
    asked.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .conditions(
                List.of(
                    condition("Captured", "Complete", words),
                    condition("Analyzed", "Explained", words)))
            .runtime(new RuntimeInfo("go", words))
            .verdict("Deadlock")
            .confidence("Strong")
            .cause(words)
            .dumps(
                List.of(
                    DumpInfoBuilder.builder()
                        .method(CaptureMethod.Pprof)
                        .complete(false)
                        .problems(List.of(words))
                        .build()))
            .findings(List.of())
            .summary(new Summary(1L, 1L, 0L, Map.of(words, 1L)))
            .stacks(
                List.of(
                    new StackGroup(
                        1L,
                        words,
                        0L,
                        false,
                        List.of(new StackFrame(words, words, 1)),
                        List.of(words))))
            .build());
    client.resource(asked).updateStatus();
  }

  private static Condition condition(String type, String reason, String message) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus("True")
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }

  @Test
  void aContextThatIsMisspeltAsksForNothing() {
    pod("app");

    assertThat(
            person.types("capture", "app", "--no-wait", "--allow-restart", "--context", "staging"))
        .isEqualTo(1);

    assertThat(person.isTold().strip())
        .isEqualTo("stuckpod: The kubeconfig has no context 'staging'; it has: production");
    assertThat(analyses()).isEmpty();
  }

  @Test
  void aPodsNameThatHasADotWhereItIsCutMakesAName() {
    String name = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + ".dddddddd.e";
    assertThat(name.charAt(200)).isEqualTo('.');
    String pod = name.substring(1);
    assertThat(pod.charAt(199)).isEqualTo('.');
    pod(pod);

    assertThat(person.types("capture", pod, "--no-wait")).isZero();

    assertThat(analyses().getFirst().getMetadata().getName()).startsWith(pod.substring(0, 199));
  }

  private List<DumpAnalysis> analyses() {
    return client.resources(DumpAnalysis.class).inNamespace(NAMESPACE).list().getItems();
  }

  private void pod(String name) {
    client.resource(PlainPod.of(NAMESPACE, name)).create();
  }
}
