package dev.stuckpod.operator.events;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.util.Set;

/**
 * Tells something of each new pod once, in an Event. One that runs already is no news, after a
 * restart of the operator least of all.
 */
public final class NewPods {

  private static final int REMEMBERED = 4096;

  private final EventRecorder events;
  private final Reason reason;
  private final Set<String> told = Recent.putSet(REMEMBERED);

  /** Tells by these Events, for one reason. */
  public NewPods(EventRecorder events, Reason reason) {
    this.events = events;
    this.reason = reason;
  }

  /** Tells of a pod, unless it runs, is over, or was told of; whoever asks does not wait. */
  public void tell(PodView pod, String note) {
    if (pod.running() || pod.over() || !begin(pod.uid())) {
      return;
    }
    Thread.ofVirtual().name("told-" + reason).start(() -> record(pod, note));
  }

  private void record(PodView pod, String note) {
    events.record(
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .withUid(pod.uid())
            .build(),
        reason,
        note);
  }

  private boolean begin(String uid) {
    synchronized (told) {
      return told.add(uid);
    }
  }
}
