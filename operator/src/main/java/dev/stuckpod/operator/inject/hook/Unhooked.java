package dev.stuckpod.operator.inject.hook;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.util.Set;

/**
 * Tells, in an Event, of a pod that is not looked at before its app's end although that was asked
 * for. The leader does, who sees the pod and what the webhook wrote on it.
 */
public final class Unhooked {

  private static final int REMEMBERED = 4096;

  private final EventRecorder events;
  private final Set<String> told = Recent.putSet(REMEMBERED);

  /** Tells by these Events. */
  public Unhooked(EventRecorder events) {
    this.events = events;
  }

  /** Looks at a pod that is new or has changed; one that runs already is no news. */
  public void changed(PodView pod) {
    LastLook look = pod.lastLook();
    if (look != null
        && !look.hooked()
        && pod.sidecar() != null
        && !pod.running()
        && !pod.over()
        && begin(pod.uid())) {
      // the watch goes on meanwhile
      Thread.ofVirtual().name("unhooked").start(() -> tell(pod, look));
    }
  }

  private void tell(PodView pod, LastLook look) {
    events.record(
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .withUid(pod.uid())
            .build(),
        Reason.NoLastLook,
        look.text());
  }

  private boolean begin(String uid) {
    synchronized (told) {
      return told.add(uid);
    }
  }
}
