package dev.stuckpod.operator.publish;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects as the API server sends them: with whatever their owners have written at them, up to more
 * than a megabyte each. So few come in at once, and what nobody here reads is forgotten.
 */
public final class WholeObjects {

  /** Each takes several times its size while it is parsed. */
  private static final int AT_ONCE = 8;

  private static final Semaphore PLACES = new Semaphore(AT_ONCE, true);

  private WholeObjects() {}

  /**
   * Has one sent, and gives it without labels, annotations and managed fields: its status may be
   * written, which changes none of them.
   */
  public static <T extends HasMetadata> @Nullable T receive(Supplier<@Nullable T> request) {
    PLACES.acquireUninterruptibly();
    try {
      T object = request.get();
      if (object != null) {
        ObjectMeta metadata = object.getMetadata();
        metadata.setLabels(null);
        metadata.setAnnotations(null);
        metadata.setManagedFields(null);
      }
      return object;
    } finally {
      PLACES.release();
    }
  }
}
