package dev.stuckpod.operator.inject;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells, in an Event, of a pod that the webhook left without a sidecar. Not the webhook itself
 * does, which anyone may ask about pods that do not exist, but the leader, who sees the pod and
 * what the webhook wrote on it.
 */
public final class LeftAlone {

  private static final Set<String> TOLD =
      Stream.of(SkipReason.values())
          .filter(SkipReason::told)
          .map(SkipReason::name)
          .collect(Collectors.toUnmodifiableSet());

  private static final int REMEMBERED = 4096;

  private final EventRecorder events;
  private final Set<String> told = Recent.putSet(REMEMBERED);

  /** Tells by these Events. */
  public LeftAlone(EventRecorder events) {
    this.events = events;
  }

  /** Looks at a pod that is new or has changed; one that runs already is no news. */
  public void changed(PodView pod) {
    NotInjected why = pod.notInjected();
    if (why != null
        && TOLD.contains(why.reason())
        && pod.sidecar() == null
        && !pod.running()
        && !pod.over()
        && begin(pod.uid())) {
      // the watch goes on meanwhile
      Thread.ofVirtual().name("left-alone").start(() -> tell(pod, why));
    }
  }

  private void tell(PodView pod, NotInjected why) {
    events.record(
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .withUid(pod.uid())
            .build(),
        Reason.NotInjected,
        why.text());
  }

  private boolean begin(String uid) {
    synchronized (told) {
      return told.add(uid);
    }
  }
}
