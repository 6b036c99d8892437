package dev.stuckpod.operator.pods;

import dev.stuckpod.text.Cut;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the webhook has written on a pod that asked to be looked at before its app's end.
 *
 * @param reason {@value #HOOKED}, or why its app has no hook of ours
 * @param message one sentence with the remedy; empty where it has one
 */
public record LastLook(String reason, String message) {

  /** The annotation that holds {@link #text()}. */
  public static final String ANNOTATION = "stuckpod.dev/last-look";

  /** What an incident names as its rule that comes of such a look. */
  public static final String RULE = "before-the-kill";

  /** The kubelet asks the sidecar before it ends the app. */
  public static final String HOOKED = "PreStop";

  /** Its container has a hook of its own, which may ask the sidecar, too. */
  public static final String OWN = "OwnPreStop";

  private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z]{0,63}");
  private static final String UNKNOWN = "Unknown";
  private static final int LONGEST = 400;
  private static final String BETWEEN = ": ";

  /** What most of those pods have. */
  public static final LastLook BY_HOOK = new LastLook(HOOKED, "");

  /** Anyone who may create pods can write the annotation: it is cut to what an Event needs. */
  public LastLook {
    reason = REASON.matcher(reason).matches() ? reason : UNKNOWN;
    message = Cut.marked(message, LONGEST);
  }

  /** Reads it from a pod; empty where the webhook left nothing. */
  public static Optional<LastLook> of(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String text = annotations == null ? null : annotations.get(ANNOTATION);
    if (text == null) {
      return Optional.empty();
    }
    if (text.equals(HOOKED)) {
      return Optional.of(BY_HOOK);
    }
    String[] parts = text.split(BETWEEN, 2);
    return Optional.of(new LastLook(parts[0], parts.length == 2 ? parts[1] : ""));
  }

  /** Whether the kubelet asks the sidecar. */
  public boolean hooked() {
    return reason.equals(HOOKED);
  }

  /** Whether the sidecar may have been asked to look: by the kubelet, or by the container's own. */
  public boolean mayBe() {
    return hooked() || reason.equals(OWN);
  }

  /** As it stands in the annotation. */
  public String text() {
    return message.isEmpty() ? reason : reason + BETWEEN + message;
  }
}
