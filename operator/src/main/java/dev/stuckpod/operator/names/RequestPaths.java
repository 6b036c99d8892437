package dev.stuckpod.operator.names;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every request to the API server. The client writes names into paths as they are, so
 * that one with a slash or a question mark would ask for something else, with the operator's
 * rights: such a request is not made.
 */
public final class RequestPaths implements Interceptor {

  /** As which the client knows it. */
  public static final String NAME = "request-paths";

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9]([-_.:A-Za-z0-9]*)");

  /** Of the rest of a path behind {@code /api/v1} or {@code /apis/GROUP/VERSION}. */
  private static final int NAMESPACED = 5;

  private static final Set<String> SUBRESOURCES = Set.of("log", "status", "scale", "finalizers");

  private static final Set<String> PARAMETERS =
      Set.of(
          "allowWatchBookmarks",
          "container",
          "continue",
          "dryRun",
          "fieldManager",
          "fieldSelector",
          "fieldValidation",
          "follow",
          "force",
          "gracePeriodSeconds",
          "labelSelector",
          "limit",
          "limitBytes",
          "orphanDependents",
          "previous",
          "propagationPolicy",
          "resourceVersion",
          "resourceVersionMatch",
          "sendInitialEvents",
          "sinceTime",
          "tailLines",
          "timeoutSeconds",
          "timestamps",
          "watch");

  private final String base;

  /**
   * Knows where the API begins.
   *
   * @param server the API server's URL
   */
  public RequestPaths(String server) {
    String path = URI.create(server).getRawPath();
    base = path == null ? "" : path.replaceFirst("/+$", "");
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    URI uri = request.uri();
    if (!allows(uri.getRawPath(), uri.getRawQuery())) {
      throw new IllegalArgumentException(
          "A request to the API server is not made: a name in it cannot be one");
    }
  }

  /**
   * Whether a request has a shape that the API has.
   *
   * @param path as it is sent, encoded
   * @param query likewise; null without one
   */
  boolean allows(String path, @Nullable String query) {
    if (!path.startsWith(base + "/")) {
      return false;
    }
    List<String> segments = List.of(path.substring(base.length() + 1).split("/", -1));
    if (!segments.stream().allMatch(RequestPaths::isSegment)) {
      return false;
    }
    return isShape(segments) && (query == null || isQuery(query));
  }

  private static boolean isSegment(String segment) {
    return SEGMENT.matcher(segment).matches() && !segment.contains("..");
  }

  private static boolean isShape(List<String> segments) {
    int root =
        switch (segments.getFirst()) {
          case "version" -> 1;
          case "api" -> 2;
          case "apis" -> 3;
          default -> -1;
        };
    if (root < 0 || segments.size() <= root) {
      return root > 0; // what the server is and has
    }
    List<String> rest = segments.subList(root, segments.size());
    boolean namespaced = rest.getFirst().equals("namespaces") && rest.size() > 2;
    int object = namespaced ? rest.size() - 2 : rest.size();
    return rest.size() <= NAMESPACED
        && object <= 3
        && (object < 3 || SUBRESOURCES.contains(rest.getLast()));
  }

  private static boolean isQuery(String query) {
    if (query.indexOf('/') >= 0 || query.indexOf('?') >= 0) {
      return false; // what the client puts in is encoded: this is the rest of a path
    }
    for (String parameter : query.split("&", -1)) {
      if (!PARAMETERS.contains(parameter.split("=", 2)[0])) {
        return false;
      }
    }
    return true;
  }
}
