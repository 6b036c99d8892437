package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** For tests in which no source scrapes. */
public final class Unscraped {

  private Unscraped() {}

  /** Scrapes nobody, as no pod is known. */
  public static Scrapings with(KubernetesClient client) {
    return new Scrapings(
        client,
        new KnownPods() {
          @Override
          public Optional<PodView> find(String namespace, String name) {
            return Optional.empty();
          }

          @Override
          public Stream<PodView> all() {
            return Stream.empty();
          }
        },
        Clock.systemUTC());
  }
}
