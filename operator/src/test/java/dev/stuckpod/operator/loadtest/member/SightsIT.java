package dev.stuckpod.operator.loadtest.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Users;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.window.PodSight;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a real API server says of pods that nothing runs. */
@WithApiServer
class SightsIT {

  private static final String RUNNING =
      """
      phase: Running
      podIP: 10.0.0.1
      conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-15T11:00:09Z'}]
      containerStatuses:
      - {name: app, ready: true, restartCount: 0, image: 'app:1', imageID: '', containerID: 'containerd://1',
         state: {running: {startedAt: '2026-01-15T11:00:00Z'}}}
      """;

  private static final String KILLED =
      """
      phase: Running
      podIP: 10.0.0.1
      conditions: [{type: Ready, status: 'False', lastTransitionTime: '2026-01-15T12:00:09Z'}]
      containerStatuses:
      - {name: other, ready: true, restartCount: 7, image: 'app:1', imageID: '', containerID: 'containerd://7',
         state: {running: {startedAt: '2026-01-15T11:00:00Z'}}, lastState: {terminated: {reason: Error, exitCode: 1}}}
      - {name: app, ready: false, restartCount: 2, image: 'app:1', imageID: '', containerID: 'containerd://3',
         state: {running: {startedAt: '2026-01-15T12:00:12Z'}},
         lastState: {terminated: {reason: OOMKilled, exitCode: 137, finishedAt: '2026-01-15T12:00:06Z'}}}
      """;

  private final KubernetesClient client;
  private final Sights sights;
  private String namespace = "";

  SightsIT(KubernetesClient client) {
    this.client = client;
    this.sights = new Sights(client);
  }

  @AfterEach
  void close() {
    client.pods().inNamespace(namespace).withGracePeriod(0).delete();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sayHowAContainerEndedAndIsWell() {
    world("facts");
    Member well = pod("well", RUNNING);
    Member killed = pod("killed", KILLED);

    List<PodSight> seen = sights.of(List.of(well, killed));

    assertThat(seen)
        .containsExactly(
            new PodSight(
                "well",
                well.facts().uid(),
                "hubs",
                created(well),
                true,
                0,
                null,
                0,
                null,
                false,
                false),
            new PodSight(
                "killed",
                killed.facts().uid(),
                "hubs",
                created(killed),
                false,
                2,
                "OOMKilled",
                137,
                Instant.parse("2026-01-15T12:00:06Z"),
                false,
                false));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sayWhoIsEvictedAndWhoGoes() {
    world("gone");
    Member evicted = pod("evicted", "phase: Failed\nreason: Evicted\nmessage: Low on memory.");
    Member disrupted =
        pod(
            "disrupted",
            RUNNING.replace(
                "conditions: [", "conditions: [{type: DisruptionTarget, status: 'True'}, "));
    Member notDisrupted =
        pod(
            "not-disrupted",
            RUNNING.replace(
                "conditions: [", "conditions: [{type: DisruptionTarget, status: 'False'}, "));
    pod("deleted", RUNNING);
    client.pods().inNamespace(namespace).withName("deleted").delete(); // its kubelet would end it
    Member deleted = member("deleted");

    assertThat(sights.of(List.of(evicted, disrupted, notDisrupted, deleted)))
        .extracting(PodSight::evicted)
        .containsExactly(true, true, false, false);
    assertThat(sights.of(List.of(evicted, disrupted, notDisrupted, deleted)))
        .extracting(PodSight::terminating)
        .containsExactly(true, false, false, true);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPodIsReadAgainWhenWhatIsWatchedOfItHasChanged() {
    world("again");
    Member before = pod("a", RUNNING);
    assertThat(sights.of(List.of(before)).getFirst().lastEnd()).isNull();

    write("a", KILLED);
    assertThat(sights.of(List.of(before)).getFirst().lastEnd()).as("not read").isNull();
    assertThat(sights.of(List.of(member("a"))).getFirst().lastEnd()).isEqualTo("OOMKilled");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoIsGoneOrAnotherOfTheSameNameIsNotSeen() {
    world("another");
    Member first = pod("a", RUNNING);
    client.pods().inNamespace(namespace).withName("a").withGracePeriod(0).delete();
    assertThat(sights.of(List.of(first))).isEmpty();

    Member second = pod("a", RUNNING);
    assertThat(sights.of(List.of(first))).as("the one before").isEmpty();
    assertThat(sights.of(List.of(second)))
        .extracting(PodSight::uid)
        .containsExactly(second.facts().uid());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatWasKnownStandsUntilItCanBeReadAgain() {
    world("refused");
    Member before = pod("a", RUNNING);
    try (KubernetesClient nobody = Users.as(client, "nobody")) {
      assertThat(new Sights(nobody).of(List.of(before))).as("never read").isEmpty();
    }
    assertThat(sights.of(List.of(before))).hasSize(1);
    client.pods().inNamespace(namespace).withName("a").withGracePeriod(0).delete();
    assertThat(sights.of(List.of(before))).as("nothing says that it has changed").hasSize(1);
    assertThat(sights.of(List.of())).isEmpty();
    assertThat(sights.of(List.of(before))).as("it was forgotten meanwhile").isEmpty();
  }

  private void world(String name) {
    namespace = "sights-" + name;
    Namespaces.create(client, namespace);
  }

  private Member pod(String name, String status) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  namespace: %s
                  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: hub, uid: hubs, controller: true}]
                spec: {nodeName: node, containers: [{name: app, image: 'app:1'}, {name: other, image: 'app:1'}]}
                """
                    .formatted(name, namespace),
                Pod.class))
        .create();
    write(name, status);
    return member(name);
  }

  private void write(String name, String status) {
    Pod pod = client.pods().inNamespace(namespace).withName(name).require();
    pod.setStatus(Serialization.unmarshal(status, PodStatus.class));
    client.resource(pod).updateStatus();
  }

  /** As it is watched now. */
  private Member member(String name) {
    PodView view = PodView.of(client.pods().inNamespace(namespace).withName(name).require());
    return new Member(view, PodFacts.of(view, "app"));
  }

  private Instant created(Member member) {
    return Instant.parse(
        client
            .pods()
            .inNamespace(namespace)
            .withName(member.facts().name())
            .require()
            .getMetadata()
            .getCreationTimestamp());
  }
}
