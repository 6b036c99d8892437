package dev.stuckpod.cli.doctor;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found so far. Where somebody has no right to look, that is said once and not a failure.
 */
final class Checks {

  private final List<Check> all = new ArrayList<>();

  void add(Check check) {
    if (!all.contains(check)) {
      all.add(check);
    }
  }

  List<Check> all() {
    return List.copyOf(all);
  }

  boolean isWell() {
    return all.stream().noneMatch(check -> check.level() == Check.Level.wrong);
  }

  /**
   * Looks at something.
   *
   * @param what it is, in the plural
   * @return empty where it may not be looked at
   */
  <T> Optional<T> look(String area, String what, Supplier<T> read) {
    try {
      return Optional.ofNullable(read.get());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw refused;
      }
      add(Check.unseen(area, "You may not look at %s.".formatted(what)));
      return Optional.empty();
    }
  }
}
