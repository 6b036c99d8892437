package dev.stuckpod.operator.events;

import dev.stuckpod.operator.conditions.Sentence;
import dev.stuckpod.protocol.Sha256;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events. The same object, reason and subject make one Event whose series counts; within a
 * quiet time it is not even sent again. Of one kind an object gets a few at once, a namespace and
 * the cluster some more, and few requests are under way at a time: the rest is dropped. A failure
 * is logged and goes no further: an Event is a courtesy, never a step.
 */
public final class EventRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int HEX = 16;
  private static final int AT_A_TIME = 16;

  /** The limit of the events.k8s.io/v1 API, which counts bytes, not characters. */
  private static final int LONGEST_NOTE = 1024;

  private static final int LONGEST_NAME = 200;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;
  private final Due due = new Due();
  private final Semaphore writing = new Semaphore(AT_A_TIME);

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
    record(about, reason, note, note);
  }

  /**
   * Writes an Event unless there is one of the same subject.
   *
   * @param subject what the Event is about beside the object, such as an incident's name
   * @param note what the first Event of the subject says
   */
  public void record(ObjectReference about, Reason reason, String subject, String note) {
    OneLine told = Sentence.of(note).withinBytes(LONGEST_NOTE);
    String name = name(about, reason, subject);
    Instant now = Instant.now(clock);
    if (!due.take(name, about, reason, now)) {
      return;
    }
    if (!writing.tryAcquire()) {
      LOG.warn("No Event {} for {}: too many at a time", reason, about.getName());
      return;
    }
    try {
      write(about, reason, told, name, new MicroTime(MICROS.format(now)));
    } catch (RuntimeException failed) {
      LOG.warn("No Event {} for {}: {}", reason, about.getName(), failed.getMessage());
    } finally {
      writing.release();
    }
  }

  private void write(
      ObjectReference about, Reason reason, OneLine note, String name, MicroTime now) {
    String namespace = Due.namespace(about);
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withRegarding(about)
            .withReason(reason.name())
            .withType(reason.type())
            .withAction(reason.name())
            .withNote(note.text())
            .withEventTime(now)
            .withReportingController("stuckpod.dev/operator")
            .withReportingInstance(instance)
            .build();
    var events = client.events().v1().events().inNamespace(namespace);
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

  private static String name(ObjectReference about, Reason reason, String subject) {
    String text = about.getUid() + "/" + about.getKind() + "/" + reason.name() + "/" + subject;
    String object = about.getName();
    String start = object.length() <= LONGEST_NAME ? object : object.substring(0, LONGEST_NAME);
    return start + "." + Sha256.of(text).substring(0, HEX);
  }
}
