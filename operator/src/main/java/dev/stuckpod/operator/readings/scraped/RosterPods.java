package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.roster.PodRoster;
import java.util.Optional;
import java.util.stream.Stream;

/** Those that the operator watches. */
public record RosterPods(PodRoster roster) implements KnownPods {

  @Override
  public Optional<PodView> find(String namespace, String name) {
    return roster.find(namespace, name);
  }

  @Override
  public Stream<PodView> all() {
    return roster.all();
  }
}
