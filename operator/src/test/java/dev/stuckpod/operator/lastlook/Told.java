package dev.stuckpod.operator.lastlook;

import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import java.util.List;
import java.util.function.Consumer;

/** What is told by sidecars, and which dumps are fetched of them at once. */
record Told(Answer answer, Consumer<KeptDump> rescued) implements LastLooks.Door {

  interface Answer {
    List<KeptDump> to(PodView pod, KeptRequest request) throws SidecarException;
  }

  @Override
  public LastLooks.Asked of(PodView pod) {
    return new LastLooks.Asked() {
      @Override
      public List<KeptDump> kept(KeptRequest request) throws SidecarException {
        return answer.to(pod, request);
      }

      @Override
      public void rescue(KeptDump dump) {
        rescued.accept(dump);
      }
    };
  }
}
