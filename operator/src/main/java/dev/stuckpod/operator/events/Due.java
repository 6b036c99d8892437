package dev.stuckpod.operator.events;

import dev.stuckpod.door.bounded.Allowance;
import dev.stuckpod.door.bounded.Recent;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Which Events are due: the same one not again within a quiet time, of one kind an object gets a
 * few at once, a namespace and the cluster some more.
 */
final class Due {

  private static final Duration QUIET = Duration.ofMinutes(5);
  private static final int REMEMBERED = 4096;
  private static final int OF_A_KIND = 10;

  /** One namespace's pods do not use up what the others' are told by. */
  private static final int OF_A_NAMESPACE = 100;

  private static final Duration EACH_OF_A_NAMESPACE = Duration.ofSeconds(3);
  private static final int OF_ALL = 1000;
  private static final Duration EACH_OF_ALL = Duration.ofMillis(100);

  /** Where Events about objects without a namespace belong. */
  private static final String NO_NAMESPACE = "default";

  private final Allowance allowance = new Allowance(OF_A_KIND, QUIET);
  private final Allowance namespaces = new Allowance(OF_A_NAMESPACE, EACH_OF_A_NAMESPACE);
  private final Allowance all = new Allowance(OF_ALL, EACH_OF_ALL);
  private final Map<String, Instant> sent = Recent.used(REMEMBERED);

  /** Whether it is; if so it is taken as sent. */
  boolean take(String name, ObjectReference about, Reason reason, Instant now) {
    synchronized (sent) {
      Instant last = sent.get(name);
      if (last != null && now.isBefore(last.plus(QUIET))) {
        return false;
      }
      sent.put(name, now);
    }
    String kind =
        String.join("/", about.getKind(), about.getNamespace(), about.getName(), reason.name());
    String namespace = namespace(about);
    return allowance.take(kind, now) && namespaces.take(namespace, now) && all.take("", now);
  }

  /** The namespace that an Event about an object is in. */
  static String namespace(ObjectReference about) {
    return Objects.requireNonNullElse(about.getNamespace(), NO_NAMESPACE);
  }
}
