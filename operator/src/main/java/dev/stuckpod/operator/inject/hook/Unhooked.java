package dev.stuckpod.operator.inject.hook;

import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.NewPods;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.operator.pods.PodView;

/**
 * Tells, in an Event, of a pod that is not looked at before its app's end although that was asked
 * for. The leader does, who sees the pod and what the webhook wrote on it.
 */
public final class Unhooked {

  private final NewPods pods;

  /** Tells by these Events. */
  public Unhooked(EventRecorder events) {
    this.pods = new NewPods(events, Reason.NoLastLook);
  }

  /** Looks at a pod that is new or has changed. */
  public void changed(PodView pod) {
    LastLook look = pod.lastLook();
    if (look != null && !look.hooked() && pod.sidecar() != null) {
      pods.tell(pod, look.text());
    }
  }
}
