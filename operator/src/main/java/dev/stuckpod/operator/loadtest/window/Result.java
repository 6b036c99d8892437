package dev.stuckpod.operator.loadtest.window;

import dev.stuckpod.text.OneLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a window comes to.
 *
 * @param sentence that says so
 * @param pods what became of each, as they came
 */
public record Result(Why why, String sentence, Counts counts, Map<String, PodResult> pods) {

  private static final int LONGEST = 512;

  /** Pods that are named in a sentence. */
  private static final int NAMED = 3;

  /** In one word. */
  public enum Word {
    Succeeded,
    Stuck,
    Unknown
  }

  /** Why, in one word; what cannot be told is never a success. */
  public enum Why {
    NothingStuck(Word.Succeeded),
    Stuck(Word.Stuck),
    /** No pod was there to be watched. */
    NoPods(Word.Unknown),
    /** The deadline passed, and nobody knows how the load ended. */
    DeadlinePassed(Word.Unknown),
    /** The load failed before it ran. */
    LoadNeverRan(Word.Unknown),
    /** A pod could not be seen, or not be looked at. */
    NotSeen(Word.Unknown);

    private final Word word;

    Why(Word word) {
      this.word = word;
    }

    /** What that means. */
    public Word word() {
      return word;
    }
  }

  /**
   * How many pods there were.
   *
   * @param watched in all
   * @param recovered suspected, not proven, and moving again
   */
  public record Counts(int watched, int stuck, int recovered, int restarted, int unknown) {}

  /**
   * Sums up.
   *
   * @param pods all that were of the window, those that have left too
   * @param ending why it is over
   * @param cause of the first pod that is stuck, in a sentence; empty where none is
   */
  public static Result of(List<PodAccount> pods, Ending ending, String cause, Instant end) {
    var results = new LinkedHashMap<String, PodResult>();
    var names = new EnumMap<PodResult, List<String>>(PodResult.class);
    for (PodAccount pod : pods) {
      PodResult result = pod.result(end);
      results.put(pod.pod(), result);
      names.computeIfAbsent(result, _ -> new ArrayList<>()).add(pod.pod());
    }
    var counts =
        new Counts(
            pods.size(),
            count(names, PodResult.Stuck),
            count(names, PodResult.Recovered),
            count(names, PodResult.Restarted),
            count(names, PodResult.Unknown));
    Why why = why(counts, count(names, PodResult.Brief), ending);
    String sentence = sentence(why, counts, names, pods, cause);
    return new Result(
        why, OneLine.of(sentence).within(LONGEST).text(), counts, Map.copyOf(results));
  }

  private static Why why(Counts counts, int brief, Ending ending) {
    if (counts.stuck() > 0) {
      return Why.Stuck;
    }
    if (ending == Ending.DeadlinePassed) {
      return Why.DeadlinePassed;
    }
    if (ending == Ending.LoadNeverRan) {
      return Why.LoadNeverRan;
    }
    if (counts.watched() == 0) {
      return Why.NoPods;
    }
    return counts.unknown() > 0 || brief == counts.watched() ? Why.NotSeen : Why.NothingStuck;
  }

  private static String sentence(
      Why why,
      Counts counts,
      Map<PodResult, List<String>> names,
      List<PodAccount> pods,
      String cause) {
    return switch (why) {
      case Stuck ->
          "%s got stuck: %s. %s"
              .formatted(ofAll(counts.stuck(), counts), named(names, PodResult.Stuck), cause)
              .strip();
      case DeadlinePassed ->
          "The deadline passed, and nobody said that the load had ended: what would have come"
              + " cannot be told.";
      case LoadNeverRan -> "The load failed before it ran, so nothing was tested.";
      case NoPods -> "There was no pod to be watched: look at the selector.";
      case NotSeen -> notSeen(counts, names, pods);
      case NothingStuck ->
          counts.restarted() == 0
              ? "No pod got stuck, of %d.".formatted(counts.watched())
              : "No pod got stuck, of %d; %d restarted: %s."
                  .formatted(
                      counts.watched(), counts.restarted(), named(names, PodResult.Restarted));
    };
  }

  private static String notSeen(
      Counts counts, Map<PodResult, List<String>> names, List<PodAccount> pods) {
    List<String> unknown = names.getOrDefault(PodResult.Unknown, List.of());
    if (unknown.isEmpty()) {
      return "No pod was there for long enough to be seen.";
    }
    String blind =
        pods.stream()
            .filter(pod -> pod.pod().equals(unknown.getFirst()))
            .map(PodAccount::blind)
            .findFirst()
            .orElse("");
    return "It cannot be told of %s whether it got stuck: %s%s."
        .formatted(
            ofAll(counts.unknown(), counts),
            named(names, PodResult.Unknown),
            blind.isEmpty() ? "" : " (" + blind + ")");
  }

  private static String ofAll(int some, Counts counts) {
    return "%d of %d pods".formatted(some, counts.watched());
  }

  private static String named(Map<PodResult, List<String>> names, PodResult result) {
    List<String> all = names.getOrDefault(result, List.of());
    String first = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() <= NAMED ? first : first + " and " + (all.size() - NAMED) + " more";
  }

  private static int count(Map<PodResult, List<String>> names, PodResult result) {
    return names.getOrDefault(result, List.of()).size();
  }
}
