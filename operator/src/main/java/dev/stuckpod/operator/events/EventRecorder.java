package dev.stuckpod.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events. The same object, reason and note make one Event whose series counts; within a
 * quiet time it is not even sent again. A failure is logged and goes no further: an Event is a
 * courtesy, never a step.
 */
public final class EventRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final Duration QUIET = Duration.ofMinutes(5);
  private static final int REMEMBERED = 4096;

  /** Limits of the events.k8s.io/v1 API. */
  private static final int LONGEST_NOTE = 1024;

  private static final int ELLIPSIS_BYTES = 3;

  private static final int LONGEST_NAME = 200;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;
  private final Map<String, Instant> sent =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Writes with a client.
   *
   * @param instance name of this replica
   */
  public EventRecorder(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  /** Writes an Event about an object. */
  public void record(HasMetadata about, Reason reason, String note) {
    record(
        new ObjectReferenceBuilder()
            .withApiVersion(about.getApiVersion())
            .withKind(about.getKind())
            .withNamespace(about.getMetadata().getNamespace())
            .withName(about.getMetadata().getName())
            .withUid(about.getMetadata().getUid())
            .build(),
        reason,
        note);
  }

  /** Writes an Event about an object that need not be at hand: a reference is enough. */
  public void record(ObjectReference about, Reason reason, String note) {
    String cut = cut(note);
    String name = name(about, reason, cut);
    Instant now = Instant.now(clock);
    synchronized (sent) {
      Instant last = sent.get(name);
      if (last != null && now.isBefore(last.plus(QUIET))) {
        return;
      }
      sent.put(name, now);
    }
    try {
      write(about, reason, cut, name, new MicroTime(MICROS.format(now)));
    } catch (KubernetesClientException failed) {
      LOG.warn("No Event {} for {}: {}", reason, about.getName(), failed.getMessage());
    }
  }

  /** The API counts bytes, not characters. */
  private static String cut(String note) {
    byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_NOTE) {
      return note;
    }
    String start = new String(bytes, 0, LONGEST_NOTE - ELLIPSIS_BYTES, StandardCharsets.UTF_8);
    return start.replaceFirst("\uFFFD+$", "") + "…";
  }

  private void write(
      ObjectReference about, Reason reason, String note, String name, MicroTime now) {
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(about.getNamespace())
            .endMetadata()
            .withRegarding(about)
            .withReason(reason.name())
            .withType(reason.type())
            .withAction(reason.name())
            .withNote(note)
            .withEventTime(now)
            .withReportingController("stuckpod.dev/operator")
            .withReportingInstance(instance)
            .build();
    var events = client.events().v1().events().inNamespace(about.getNamespace());
    try {
      events.resource(event).create();
    } catch (KubernetesClientException exists) {
      if (exists.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw exists;
      }
      events
          .withName(name)
          .edit(
              old -> {
                int count = old.getSeries() == null ? 1 : old.getSeries().getCount();
                return new EventBuilder(old)
                    .withNewSeries()
                    .withCount(count + 1)
                    .withLastObservedTime(now)
                    .endSeries()
                    .build();
              });
    }
  }

  private static String name(ObjectReference about, Reason reason, String note) {
    String text = about.getUid() + "/" + about.getKind() + "/" + reason.name() + "/" + note;
    String object = about.getName();
    String start = object.length() <= LONGEST_NAME ? object : object.substring(0, LONGEST_NAME);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return start + "." + HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
