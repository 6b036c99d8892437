package dev.stuckpod.operator;

import dev.stuckpod.operator.answers.NeededOfAnswers;
import dev.stuckpod.operator.names.RequestPaths;
import dev.stuckpod.operator.roster.SlimPods;
import dev.stuckpod.operator.turns.ReviewsFirst;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * Makes the clients of the API server.
 *
 * @param first whom requests let go first, but those that belong to a review
 */
record Clients(ReviewsFirst first) {

  /** Idle load balancers drop quiet watches without a word: a ping finds that out. */
  private static final Duration PING = Duration.ofSeconds(15);

  /** Connects as kubeconfig or the pod's service account says. */
  KubernetesClient kubernetes() {
    return builder(first).build();
  }

  /** Connects likewise, and reads pods alone, of each what is needed. */
  KubernetesClient pods() {
    return builder(first).withKubernetesSerialization(SlimPods.serialization()).build();
  }

  /**
   * Connects likewise, and reads what a review of a pod needs: neither in the line of others'
   * requests nor on their connection, because a pod waits for it.
   */
  KubernetesClient reviews() {
    return builder(new ReviewsFirst()) // they do not wait for themselves
        .withKubernetesSerialization(SlimPods.serialization())
        .build();
  }

  private static KubernetesClientBuilder builder(ReviewsFirst first) {
    Config config = new ConfigBuilder().build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new Factory(first))
        .withHttpClientBuilderConsumer(
            http ->
                http.addOrReplaceInterceptor(
                    RequestPaths.NAME, new RequestPaths(config.getMasterUrl())));
  }

  private static final class Factory extends OkHttpClientFactory {
    private final ReviewsFirst first;

    Factory(ReviewsFirst first) {
      this.first = first;
    }

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
      builder
          .pingInterval(PING)
          .addInterceptor(new RequestGate(first))
          .addInterceptor(new NeededOfAnswers());
    }

    /** Its places would be taken by watches, which never end: the gate bounds requests instead. */
    @Override
    protected Dispatcher initDispatcher() {
      var dispatcher =
          new Dispatcher(
              Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory()));
      dispatcher.setMaxRequests(Integer.MAX_VALUE);
      dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
      return dispatcher;
    }
  }
}
