package dev.stuckpod.operator.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathsTest {

  private final RequestPaths paths = new RequestPaths("https://10.96.0.1:443/");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/version",
        "/api",
        "/apis/stuckpod.dev/v1alpha1",
        "/api/v1/pods?limit=200&watch=true",
        "/api/v1/namespaces/shop",
        "/api/v1/namespaces/shop/pods?labelSelector=stuckpod.dev%2Fsidecar%3Dtrue",
        "/api/v1/namespaces/shop/pods/cable-7c9f5d-x2x9p/log?container=cable&follow=true",
        "/apis/stuckpod.dev/v1alpha1/namespaces/shop/dumpanalyses/a/status",
        "/apis/stuckpod.dev/v1alpha1/metricssources/default",
      })
  void allowsWhatTheOperatorAsks(String request) {
    assertThat(allows(request)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces/a/../../pods?x=/resourcequotas",
        "/api/v1/namespaces/a/pods?x=",
        "/api/v1/namespaces/a/pods?watch=true/limitranges",
        "/api/v1/namespaces/a/pods/b/pods",
        "/api/v1/namespaces/a/pods/b/exec?command=sh",
        "/api/v1/namespaces/a/pods/b/proxy/metrics",
        "/api/v1/namespaces/a/./pods",
        "/api/v1/namespaces//pods",
        "/api/v1/namespaces/a%2fb/pods",
        "/api/v1/nodes/a/proxy",
        "/metrics",
        "/logs/x",
      })
  void refusesWhatANameHasMadeOfIt(String request) {
    assertThat(allows(request)).isFalse();
  }

  private boolean allows(String request) {
    String[] parts = request.split("\\?", 2);
    return paths.allows(parts[0], parts.length == 1 ? null : parts[1]);
  }

  @Test
  void knowsThatAnApiMayBeginDeeper() {
    var deeper = new RequestPaths("https://rancher/k8s/clusters/c-1");
    assertThat(deeper.allows("/k8s/clusters/c-1/api/v1/pods", null)).isTrue();
    assertThat(deeper.allows("/api/v1/pods", null)).isFalse();
  }

  /** As the client itself would ask: it takes any text for a name. */
  @ParameterizedTest
  @ValueSource(strings = {"a/../../pods?x=", "a/pods?watch=true&x=", "../../../metrics", "a/b/c/d"})
  void noRequestIsMadeForANameThatCannotBeOne(String name) throws IOException {
    try (var server = new MockWebServer()) {
      server.start();
      Config config =
          new ConfigBuilder(Config.empty())
              .withMasterUrl(server.url("/").toString())
              .withRequestRetryBackoffLimit(0)
              .build();
      try (KubernetesClient client =
          new KubernetesClientBuilder()
              .withConfig(config)
              .withHttpClientBuilderConsumer(
                  http ->
                      http.addOrReplaceInterceptor(
                          RequestPaths.NAME, new RequestPaths(config.getMasterUrl())))
              .build()) {
        server.enqueue(new MockResponse.Builder().code(404).build());
        assertThat(client.pods().inNamespace("shop").withName("cable").get()).isNull();
        assertThatThrownBy(() -> client.resourceQuotas().inNamespace(name).list())
            .hasStackTraceContaining("is not made");
        assertThat(server.getRequestCount()).isEqualTo(1);
      }
    }
  }
}
