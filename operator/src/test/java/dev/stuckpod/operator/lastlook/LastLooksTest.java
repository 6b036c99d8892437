package dev.stuckpod.operator.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Pods that come, change and go, and what is asked of their sidecars for it. */
class LastLooksTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final KeptDump DUMP =
      new KeptDump("one", CaptureMethod.ProcMem, "c1", 7, 8, NOON.toString(), 3, "3 wait");
  private static final String RUNS = "running: {startedAt: '2026-01-15T11:00:00Z'}";
  private static final String BEGAN = "running: {startedAt: '2026-01-15T11:59:00Z'}";

  private final ConcurrentLinkedQueue<KeptRequest> asked = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<KeptDump> found = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<KeptDump> rescued = new ConcurrentLinkedQueue<>();
  private volatile boolean silent;

  private final LastLooks looks =
      new LastLooks(
          new Told(
              (_, request) -> {
                asked.add(request);
                if (silent) {
                  throw new SidecarException(CapturedReason.SidecarUnreachable, true, "gone");
                }
                return List.of(DUMP);
              },
              dump -> {
                assertThat(found).isEmpty();
                rescued.add(dump);
              }),
          (_, dump) -> found.add(dump),
          Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void aPodThatGoesIsAskedOnceAndWaitedFor() {
    PodView going = pod("PreStop", true, RUNS, 0);
    looks.changed(going);
    looks.changed(going);
    Awaitility.await().until(() -> !found.isEmpty());
    assertThat(List.copyOf(asked)).containsExactly(new KeptRequest(false, 3000));
    assertThat(List.copyOf(found)).containsExactly(DUMP);
    assertThat(List.copyOf(rescued))
        .as("fetched before anything was opened")
        .isEqualTo(List.copyOf(found));
  }

  @Test
  void aHookOfTheContainersOwnMayHaveAskedTheSidecar() {
    looks.changed(pod("OwnPreStop: x", true, RUNS, 0));
    Awaitility.await().until(() -> !found.isEmpty());
    assertThat(List.copyOf(asked)).containsExactly(new KeptRequest(false, 3000));
  }

  @Test
  void aContainerThatWasRestartedLatelyIsAskedFor() {
    looks.changed(pod("PreStop", false, BEGAN, 1));
    Awaitility.await().until(() -> !found.isEmpty());
    assertThat(List.copyOf(asked)).containsExactly(new KeptRequest(false, 0));
  }

  @Test
  void whatIsToldAgainIsNoNews() {
    looks.changed(pod("PreStop", false, BEGAN, 1));
    Awaitility.await().until(() -> !found.isEmpty());
    looks.changed(pod("PreStop", false, BEGAN, 2));
    Awaitility.await().until(() -> asked.size() == 2);
    looks.unwell(pod("PreStop", false, BEGAN, 2), "event 1");
    Awaitility.await().until(() -> asked.size() == 3);
    assertThat(List.copyOf(found)).containsExactly(DUMP);
  }

  @Test
  void nobodyElseIsAsked() {
    looks.changed(pod("PreStop", false, RUNS, 0)); // nothing has happened
    looks.changed(pod("PreStop", false, RUNS, 3)); // long ago
    looks.changed(pod("ShortGrace: x", true, RUNS, 0)); // its sidecar was not asked
    looks.changed(pod("OwnPreStop: x", false, RUNS, 0)); // nothing has happened
    looks.changed(PodView.of(read("metadata: {name: x, namespace: shop, uid: u}"))); // has none
    looks.unwell(PodView.of(read("metadata: {name: x, namespace: shop, uid: u}")), "event");
    assertThat(asked).isEmpty();
  }

  @Test
  void aFailedProbeHasTheSidecarLookOncePerFailure() {
    PodView pod = pod("OwnPreStop: x", false, RUNS, 0);
    looks.unwell(pod, "event 1");
    looks.unwell(pod, "event 1");
    Awaitility.await().until(() -> !found.isEmpty());
    assertThat(List.copyOf(asked)).containsExactly(new KeptRequest(true, 3000));
  }

  /** Whoever is in the place of a sidecar may let the operator wait. */
  @Test
  void aNamespaceWhoseSidecarsNeverAnswerKeepsNoOtherFromBeingAsked() throws Exception {
    var hanging = new CountDownLatch(32);
    var over = new CountDownLatch(1);
    var others = new ConcurrentLinkedQueue<String>();
    var shared =
        new LastLooks(
            new Told(
                (pod, _) -> {
                  if (pod.namespace().equals("evil")) {
                    hanging.countDown();
                    awaitUninterruptibly(over);
                  } else {
                    others.add(pod.namespace());
                  }
                  return List.of();
                },
                _ -> {}),
            (_, _) -> {},
            Clock.fixed(NOON, ZoneOffset.UTC));
    PodView evil = in("evil");
    for (int i = 0; i < 200; i++) {
      shared.unwell(evil, "event " + i);
    }
    hanging.await();

    shared.unwell(in("shop"), "event");

    Awaitility.await().until(() -> !others.isEmpty());
    over.countDown();
  }

  private static PodView in(String namespace) {
    Pod pod = raw("PreStop", false, RUNS, 0);
    pod.getMetadata().setNamespace(namespace);
    pod.getMetadata().setUid("uid-of-" + namespace);
    return PodView.of(pod);
  }

  private static void awaitUninterruptibly(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSidecarThatIsGoneIsNotAskedAgain() {
    silent = true;
    looks.changed(pod("PreStop", true, RUNS, 0));
    Awaitility.await().until(() -> asked.size() == 1);
    assertThat(found).isEmpty();
  }

  private static PodView pod(String lastLook, boolean going, String state, int restarts) {
    return PodView.of(raw(lastLook, going, state, restarts));
  }

  private static Pod raw(String lastLook, boolean going, String state, int restarts) {
    return read(
        """
        metadata:
          name: hub
          namespace: shop
          uid: hub-uid
          annotations: {stuckpod.dev/last-look: '%s'}%s
        spec:
          containers: [{name: hub, image: hub}]
          initContainers:
          - name: stuckpod
            image: stuckpod
            restartPolicy: Always
            env: [{name: STUCKPOD_PORT, value: '7443'}]
        status:
          phase: Running
          podIP: 10.0.0.1
          containerStatuses:
          - {name: hub, containerID: 'containerd://c%d', restartCount: %d, state: {%s}}
          initContainerStatuses:
          - {name: stuckpod, containerID: 'containerd://s', restartCount: 0, state: {%s}}
        """
            .formatted(
                lastLook,
                going ? "\n  deletionTimestamp: '2026-01-15T12:00:00Z'" : "",
                restarts,
                restarts,
                state,
                RUNS));
  }

  private static Pod read(String yaml) {
    return Serialization.unmarshal("apiVersion: v1\nkind: Pod\n" + yaml, Pod.class);
  }
}
