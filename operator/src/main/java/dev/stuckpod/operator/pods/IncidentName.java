package dev.stuckpod.operator.pods;

import dev.stuckpod.crds.v1alpha1.AnalysisName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return AnalysisName.of(pod, HexFormat.of().formatHex(digest).substring(0, HEX));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
