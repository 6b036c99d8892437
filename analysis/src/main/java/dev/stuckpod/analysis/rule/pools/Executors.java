package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.model.Group;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which threads are workers of which executor, as far as stacks and names tell. */
public final class Executors {
  /** A worker's name without its number: pool-3-thread-, ForkJoinPool-1-worker-, exec-. */
  private static final Pattern POOL = Pattern.compile("\"(.*?[^0-9])\\d+\"( #\\d+)?");

  private static final Set<String> WORKERS =
      Set.of(
          "java.util.concurrent.ThreadPoolExecutor.runWorker",
          "java.util.concurrent.ThreadPoolExecutor$Worker.run",
          "java.util.concurrent.ForkJoinWorkerThread.run");

  private Executors() {}

  static boolean isWorker(Group group) {
    return group.stack().frames().stream().anyMatch(f -> WORKERS.contains(f.function()));
  }

  /** Gives the name of an executor by that of a worker; empty where it has no number. */
  static String name(String id) {
    Matcher m = POOL.matcher(id);
    return m.matches() ? m.group(1) : "";
  }

  static Set<String> names(Collection<String> ids) {
    Set<String> names = new LinkedHashSet<>();
    ids.stream().map(Executors::name).filter(n -> !n.isEmpty()).forEach(names::add);
    return names;
  }

  /**
   * Counts threads by the name of their executor: where more are there than have their names kept,
   * all of them, if those that are kept are of one.
   *
   * @param count how many there are
   */
  public static void count(Collection<String> ids, int count, Map<String, Integer> pools) {
    Effort.step(ids.size());
    Set<String> names = names(ids);
    if (names.size() == 1 && ids.stream().noneMatch(id -> name(id).isEmpty())) {
      pools.merge(names.iterator().next(), count, Integer::sum);
    } else {
      ids.stream()
          .map(Executors::name)
          .filter(name -> !name.isEmpty())
          .forEach(name -> pools.merge(name, 1, Integer::sum));
    }
  }
}
