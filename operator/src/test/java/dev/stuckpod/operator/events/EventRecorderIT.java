package dev.stuckpod.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.WithApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithApiServer
class EventRecorderIT {

  private static final String NAMESPACE = "event-recorder";

  private final KubernetesClient client;

  EventRecorderIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void theSameThingTwiceIsOneEventWhoseSeriesCounts() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
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
    assertThat(events()).hasSize(2).allMatch(event -> event.getSeries() == null);

    var later = new EventRecorder(client, Clock.offset(now, Duration.ofMinutes(6)), "other");
    later.record(about, Reason.DumpTaken, "SigQuit: 42 lines");

    assertThat(events()).hasSize(2);
    Event taken =
        events().stream().filter(e -> e.getReason().equals("DumpTaken")).findFirst().orElseThrow();
    assertThat(taken.getSeries().getCount()).isEqualTo(2);
    assertThat(taken.getRegarding().getUid()).isEqualTo(about.getMetadata().getUid());
    assertThat(taken.getType()).isEqualTo("Normal");
  }

  private List<Event> events() {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems();
  }
}
