package dev.stuckpod.operator.lastlook;

import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import java.util.List;

/** Finds sidecars by connecting to them, and fetches over the same connection. */
public record SidecarDoor(Sidecars sidecars, Rescues rescues) implements LastLooks.Door {

  @Override
  public LastLooks.Asked of(PodView pod) throws SidecarException {
    SidecarClient client = sidecars.connect(pod);
    return new LastLooks.Asked() {
      @Override
      public List<KeptDump> kept(KeptRequest request) throws SidecarException {
        return client.kept(request);
      }

      @Override
      public void rescue(KeptDump dump) throws InterruptedException {
        rescues.fetch(pod, client, dump);
      }
    };
  }
}
