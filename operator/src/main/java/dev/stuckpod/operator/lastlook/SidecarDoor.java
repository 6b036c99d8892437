package dev.stuckpod.operator.lastlook;

import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
        rescues.fetch(pod, new Connected(client), dump);
      }
    };
  }

  private record Connected(SidecarClient client) implements Rescues.Keeper {

    @Override
    public Optional<AttemptResult> result(String attemptId) throws SidecarException {
      return client.result(attemptId);
    }

    @Override
    public Optional<PackedDump> dump(
        String attemptId, Duration within, SidecarClient.Body<PackedDump> reader)
        throws SidecarException, IOException {
      return client.dump(attemptId, within, reader);
    }
  }
}
