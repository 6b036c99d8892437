package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.inject.facts.LimitsReader;
import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@WithApiServer
class LimitsReaderIT {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final ApiServer server;
  private final KubernetesClient client;

  LimitsReaderIT(ApiServer server, KubernetesClient client) {
    this.server = server;
    this.client = client;
  }

  @Test
  void believesForSecondsThatThereIsNoQuotaAndReadsOneThatIsThereEachTime() {
    Namespaces.apply(client, "read");
    var reader = new LimitsReader(client, clock);
    assertThat(reader.read("read")).isEqualTo(NamespaceLimits.NONE);
    quota("first");
    assertThat(reader.read("read")).isEqualTo(NamespaceLimits.NONE);
    now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(6)));
    assertThat(quotas(reader)).isEqualTo(1);
    quota("second");
    assertThat(quotas(reader)).isEqualTo(2);
  }

  @Test
  void saysWhatFailsWhereNothingCanBeReadAndNeverCould() {
    var config = new ConfigBuilder(server.config()).withOauthToken("nobody's").build();
    try (KubernetesClient nobody = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(new LimitsReader(nobody, clock).read("read"))
          .isEqualTo(new NamespaceLimits.Unread("Unauthorized"));
    }
  }

  @Test
  void goesOnWithWhatItSawWhenItCannotBeReadAnyMore() {
    Namespaces.apply(client, "seen");
    KubernetesClient ending = server.client();
    var reader = new LimitsReader(ending, clock);
    assertThat(reader.read("seen")).isEqualTo(NamespaceLimits.NONE);
    ending.close();
    now.updateAndGet(instant -> instant.plus(Duration.ofHours(1)));
    assertThat(reader.read("seen")).isEqualTo(NamespaceLimits.NONE);
  }

  private static int quotas(LimitsReader reader) {
    return ((NamespaceLimits.Known) reader.read("read")).quotas().size();
  }

  private void quota(String name) {
    client
        .resource(
            """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: %s, namespace: read}
            spec: {hard: {pods: '5'}}
            """
                .formatted(name))
        .create();
  }
}
