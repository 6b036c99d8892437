package dev.stuckpod.operator.inject.facts;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels and annotations that steer injection. */
public final class Marks {

  /** Label of a pod or namespace: {@code "true"} opts in; on a pod {@code "false"} opts out. */
  public static final String INJECT = "stuckpod.dev/inject";

  /** Annotation {@code uid:gid}: as whom the app runs, where only its image says so. */
  public static final String RUN_AS = "stuckpod.dev/run-as";

  /** Annotation: the sidecar's port. */
  public static final String PORT = "stuckpod.dev/port";

  /** Annotation {@code "true"}: the sidecar is to look at the app before its end. */
  public static final String BEFORE_THE_KILL = "stuckpod.dev/before-the-kill";

  private Marks() {}

  /** Reads a label; null where there is none. */
  public static @Nullable String label(@Nullable ObjectMeta metadata, String key) {
    return metadata == null ? null : get(metadata.getLabels(), key);
  }

  /** Reads an annotation; null where there is none. */
  public static @Nullable String annotation(@Nullable ObjectMeta metadata, String key) {
    return metadata == null ? null : get(metadata.getAnnotations(), key);
  }

  private static @Nullable String get(@Nullable Map<String, String> values, String key) {
    return values == null ? null : values.get(key);
  }
}
