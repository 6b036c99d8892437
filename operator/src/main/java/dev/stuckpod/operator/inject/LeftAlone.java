package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.NewPods;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.PodView;
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

  private final NewPods pods;

  /** Tells by these Events. */
  public LeftAlone(EventRecorder events) {
    this.pods = new NewPods(events, Reason.NotInjected);
  }

  /** Looks at a pod that is new or has changed. */
  public void changed(PodView pod) {
    NotInjected why = pod.notInjected();
    if (why != null && TOLD.contains(why.reason()) && pod.sidecar() == null) {
      pods.tell(pod, why.text());
    }
  }
}
