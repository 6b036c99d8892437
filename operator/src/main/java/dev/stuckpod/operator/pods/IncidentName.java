package dev.stuckpod.operator.pods;

import dev.stuckpod.crds.v1alpha1.AnalysisName;
import dev.stuckpod.protocol.Sha256;

/** Names incidents so that the same one has the same name, whoever finds it and however often. */
public final class IncidentName {

  private static final int HEX = 10;

  private IncidentName() {}

  /**
   * Makes {@code <pod>-<hash>} from what is stuck and which time it is.
   *
   * @param pod name, of which at most 200 characters are used
   * @param podUID uid of the pod
   * @param containerID as in the pod's status
   * @param episode 0 for the first time this container is stuck, then 1, and so on
   */
  public static String of(String pod, String podUID, String containerID, int episode) {
    String text = podUID + "/" + containerID + "/" + episode;
    return AnalysisName.of(pod, Sha256.of(text).substring(0, HEX));
  }
}
