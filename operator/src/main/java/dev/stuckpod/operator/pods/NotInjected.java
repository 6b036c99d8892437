package dev.stuckpod.operator.pods;

import dev.stuckpod.text.Cut;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the webhook leaves on a pod that asked for a sidecar and could not be given one.
 *
 * @param reason CamelCase, such as RootApp or HostNetwork
 * @param message one sentence with the remedy
 */
public record NotInjected(String reason, String message) {

  /** Anyone who may create pods can write the annotation: it is cut to what an answer needs. */
  public NotInjected {
    reason = REASON.matcher(reason).matches() ? reason : UNKNOWN;
    message = Cut.marked(message, LONGEST);
  }

  private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z]{0,63}");
  private static final String UNKNOWN = "NotInjected";
  private static final int LONGEST = 800;

  /** The annotation that holds {@link #text()}. */
  public static final String ANNOTATION = "stuckpod.dev/not-injected";

  private static final String BETWEEN = ": ";

  /** Reads it from a pod; empty where the webhook left nothing. */
  public static Optional<NotInjected> of(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String text = annotations == null ? null : annotations.get(ANNOTATION);
    if (text == null) {
      return Optional.empty();
    }
    String[] parts = text.split(BETWEEN, 2);
    return parts.length == 2
        ? Optional.of(new NotInjected(parts[0], parts[1]))
        : Optional.of(new NotInjected(UNKNOWN, text));
  }

  /** Reason and message in one line. */
  public String text() {
    return reason + BETWEEN + message;
  }
}
