package dev.stuckpod.analysis.rule.channels;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds who belongs to a sender: waits, not for a lock, in another call of the same type, or has
 * started it. Goes over the graph once and then looks up.
 */
final class Partners {
  /** One who waits, and where in the order of the graph. */
  private record Place(int number, Resource resource, Waiter waiter) {}

  /** A call of a type. */
  private record At(String type, Frame frame) {}

  private final Dialect dialect;
  private final Map<At, List<Place>> atPlace = new HashMap<>();
  private final Map<String, List<Place>> byType = new HashMap<>();
  private final Map<String, List<Place>> byFunction = new HashMap<>();

  Partners(WaitForGraph graph) {
    this.dialect = graph.dump().runtime();
    int number = 0;
    for (Resource resource : graph.resources()) {
      for (Waiter waiter : resource.waiters()) {
        if (!waiter.mode().isLock() && !isOutside(waiter)) {
          add(new Place(number++, resource, waiter));
        }
      }
    }
  }

  /** One that waits for a child process or for an answer is not to be blamed for who waits here. */
  private static boolean isOutside(Waiter waiter) {
    Group group = waiter.party().group();
    return KnownCalls.isIn(group, Meaning.CHILD) || KnownCalls.isIn(group, Meaning.PEER);
  }

  private void add(Place place) {
    List<Frame> frames = place.waiter().party().frames();
    Effort.step(frames.size());
    String type = dialect.type(place.waiter().at().function());
    At at = new At(type, place.waiter().at());
    List<Place> seen = atPlace.computeIfAbsent(at, _ -> new ArrayList<>(1));
    // one at another channel than the sender's is enough
    if (seen.size() < 2 && seen.stream().noneMatch(p -> p.resource().equals(place.resource()))) {
      seen.add(place);
      byType.computeIfAbsent(type, _ -> new ArrayList<>(1)).add(place);
    }
    Set<String> functions = new HashSet<>();
    for (Frame frame : frames) {
      if (functions.add(frame.function())) {
        byFunction.computeIfAbsent(frame.function(), _ -> new ArrayList<>(1)).add(place);
      }
    }
  }

  /** Gives the first of them in the order of the graph, at another channel than the sender's. */
  Optional<Waiter> of(Resource channel, Waiter sender) {
    Frame by = sender.party().group().stack().createdBy();
    String type = dialect.type(sender.at().function());
    List<Place> same = type.isEmpty() ? List.of() : byType.getOrDefault(type, List.of());
    List<Place> callers =
        by == null ? List.of() : byFunction.getOrDefault(by.function(), List.of());
    return Stream.concat(
            first(same, channel, p -> !p.waiter().at().equals(sender.at())),
            first(callers, channel, _ -> true))
        .min(Comparator.comparingInt(Place::number))
        .map(Place::waiter);
  }

  /**
   * Gives the first one of the same type that sends, too, at another channel and in another call.
   */
  Optional<Waiter> sending(Resource channel, Waiter sender) {
    String type = dialect.type(sender.at().function());
    List<Place> same = type.isEmpty() ? List.of() : byType.getOrDefault(type, List.of());
    return first(
            same,
            channel,
            p -> p.waiter().mode() == Mode.SEND && !p.waiter().at().equals(sender.at()))
        .map(Place::waiter)
        .findFirst();
  }

  private static Stream<Place> first(
      List<Place> places, Resource channel, Predicate<Place> isPartner) {
    return places.stream()
        .peek(_ -> Effort.step(1))
        .filter(p -> !p.resource().equals(channel) && isPartner.test(p))
        .limit(1);
  }
}
