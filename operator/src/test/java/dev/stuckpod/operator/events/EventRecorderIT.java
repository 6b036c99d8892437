package dev.stuckpod.operator.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithApiServer
class EventRecorderIT {

  private static final String NAMESPACE = "event-recorder";

  private final KubernetesClient client;

  EventRecorderIT(ApiServer server) {
    client = server.client();
    Namespaces.apply(client, NAMESPACE);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void theSameThingTwiceIsOneEventWhoseSeriesCounts() {
    ConfigMap about =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("about")
                    .withNamespace(NAMESPACE)
                    .endMetadata()
                    .build())
            .create();
    Clock now = Clock.systemUTC();
    var recorder = new EventRecorder(client, now, "replica");
    recorder.record(about, Reason.DumpTaken, "SigQuit: 42 lines");
    recorder.record(about, Reason.DumpTaken, "SigQuit: 42 lines");
    recorder.record(about, Reason.CaptureFailed, "x".repeat(5000));
    assertThat(about("about")).hasSize(2).allMatch(event -> event.getSeries() == null);

    var later = new EventRecorder(client, Clock.offset(now, Duration.ofMinutes(6)), "other");
    later.record(about, Reason.DumpTaken, "SigQuit: 42 lines");

    assertThat(about("about")).hasSize(2);
    Event taken =
        about("about").stream()
            .filter(e -> e.getReason().equals("DumpTaken"))
            .findFirst()
            .orElseThrow();
    assertThat(taken.getSeries().getCount()).isEqualTo(2);
    assertThat(taken.getRegarding().getUid()).isEqualTo(about.getMetadata().getUid());
    assertThat(taken.getType()).isEqualTo("Normal");
  }

  @Test
  void anotherNoteOnTheSameSubjectIsTheSameEvent() {
    ObjectReference pod = pod("subject");
    var recorder = new EventRecorder(client, Clock.systemUTC(), "replica");
    recorder.record(pod, Reason.DumpTaken, "incident", "the first dump");
    new EventRecorder(client, Clock.systemUTC(), "other")
        .record(pod, Reason.DumpTaken, "incident", "the second dump");
    recorder.record(pod, Reason.DumpTaken, "another incident", "the first dump");

    assertThat(about("subject")).extracting(Event::getNote).containsOnly("the first dump.");
    assertThat(about("subject"))
        .extracting(event -> event.getSeries() == null ? 1 : event.getSeries().getCount())
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void aThousandPodsAreNotAThousandEventsOnTheirPolicy() {
    ObjectReference policy = pod("flooded");
    var recorder = new EventRecorder(client, Clock.systemUTC(), "replica");

    for (int i = 0; i < 1000; i++) {
      recorder.record(policy, Reason.LimitReached, "Pod hub-" + i + ": a limit is reached.");
    }
    recorder.record(policy, Reason.MetricsUnavailable, "The metrics do not answer.");

    assertThat(about("flooded").stream().map(Event::getReason))
        .hasSize(11)
        .contains("MetricsUnavailable");
  }

  /** A tenant may have thousands of pods that are told of; the others' are told of too. */
  @Test
  void aThousandPodsOfOneNamespaceAreNotAThousandEvents() {
    var recorder = new EventRecorder(client, Clock.systemUTC(), "replica");

    for (int i = 0; i < 1000; i++) {
      recorder.record(pod("many-" + i), Reason.NotInjected, "HostNetwork: it uses hostNetwork.");
    }
    ObjectReference other = pod("other");
    other.setNamespace("default");
    recorder.record(other, Reason.NotInjected, "HostNetwork: it uses hostNetwork.");

    assertThat(events())
        .filteredOn(event -> event.getRegarding().getName().startsWith("many-"))
        .hasSizeBetween(100, 200);
    assertThat(client.events().v1().events().inNamespace("default").list().getItems())
        .extracting(event -> event.getRegarding().getName())
        .contains("other");
  }

  @Test
  void whatHasNoNamespaceIsToldOfInTheDefaultOne() {
    ObjectReference source = pod("nowhere");
    source.setNamespace(null);

    new EventRecorder(client, Clock.systemUTC(), "replica")
        .record(source, Reason.MetricsUnavailable, "It does not answer.");

    assertThat(client.events().v1().events().inNamespace("default").list().getItems())
        .extracting(event -> event.getRegarding().getName())
        .contains("nowhere");
  }

  /** An Event is a courtesy: whatever goes wrong with it, the caller goes on. */
  @Test
  void aFailureIsNotTheCallers() {
    ObjectReference gone = pod("gone");
    gone.setNamespace("no-such-namespace");
    var recorder = new EventRecorder(client, Clock.systemUTC(), "replica");

    assertThatCode(() -> recorder.record(gone, Reason.DumpTaken, "note"))
        .doesNotThrowAnyException();

    client.close();
    assertThatCode(() -> recorder.record(pod("late"), Reason.DumpTaken, "note"))
        .doesNotThrowAnyException();
  }

  private static ObjectReference pod(String name) {
    return new ObjectReferenceBuilder()
        .withApiVersion("v1")
        .withKind("Pod")
        .withNamespace(NAMESPACE)
        .withName(name)
        .withUid("uid-of-" + name)
        .build();
  }

  private List<Event> about(String name) {
    return events().stream().filter(e -> e.getRegarding().getName().equals(name)).toList();
  }

  private List<Event> events() {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems();
  }
}
