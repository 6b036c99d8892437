package dev.stuckpod.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Makes the client of the API server. */
final class Clients {

  /** Idle load balancers drop quiet watches without a word: a ping finds that out. */
  private static final Duration PING = Duration.ofSeconds(15);

  private static final int REQUESTS_AT_ONCE = 64;

  private Clients() {}

  /** Connects as kubeconfig or the pod's service account says. */
  static KubernetesClient kubernetes() {
    return new KubernetesClientBuilder().withHttpClientFactory(new PingingFactory()).build();
  }

  private static final class PingingFactory extends OkHttpClientFactory {
    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
      builder.pingInterval(PING);
    }

    @Override
    protected Dispatcher initDispatcher() {
      var dispatcher = new Dispatcher();
      dispatcher.setMaxRequests(REQUESTS_AT_ONCE);
      dispatcher.setMaxRequestsPerHost(REQUESTS_AT_ONCE);
      return dispatcher;
    }
  }
}
