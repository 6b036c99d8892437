package dev.stuckpod.operator.names;

/** Where the API server serves a container's log. */
public final class LogPath {

  private LogPath() {}

  /**
   * Builds the path, with its query so far.
   *
   * @throws IllegalArgumentException if one of them cannot be a name
   */
  public static String of(String namespace, String pod, String container) {
    if (!ObjectName.isLabel(namespace)
        || !ObjectName.isSubdomain(pod)
        || !ObjectName.isLabel(container)) {
      throw new IllegalArgumentException(
          "No log is asked for: namespace, pod or container is not named as the API allows");
    }
    return "/api/v1/namespaces/%s/pods/%s/log?container=%s".formatted(namespace, pod, container);
  }
}
