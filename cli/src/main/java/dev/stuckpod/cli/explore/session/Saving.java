package dev.stuckpod.cli.explore.session;

import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Population;
import dev.stuckpod.cli.explore.population.Selection;
import dev.stuckpod.cli.explore.population.StackText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A set as a dump: goroutines as {@code pprof} prints them with debug=2, without arguments; threads
 * as HotSpot does.
 */
final class Saving {

  private Saving() {}

  /**
   * Gives the text.
   *
   * @throws IllegalArgumentException with what cannot be saved, and why
   */
  static String text(Population population, Selection set) {
    List<String> kinds = new ArrayList<>();
    var version = new StringBuilder();
    population.forEach(
        set,
        member -> {
          String kind = member.dump().dialect().label();
          if (!kinds.contains(kind)) {
            kinds.add(kind);
            version.append(Objects.requireNonNullElse(member.dump().opened().dump().version(), ""));
          }
          if (member.id().isEmpty()) {
            throw new IllegalArgumentException("only routines that have an id can be saved");
          }
        });
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("there is nobody in this set to save");
    }
    if (kinds.size() > 1) {
      throw new IllegalArgumentException(
          "goroutines and threads are not saved together: keep the ones or the others");
    }
    return kinds.contains("go")
        ? goroutines(population, set)
        : threads(population, set, version.toString());
  }

  private static String goroutines(Population population, Selection set) {
    var text = new StringBuilder();
    population.forEach(set, member -> append(text, member));
    return text.toString();
  }

  private static String threads(Population population, Selection set, String version) {
    var text = new SavedThreads(version);
    population.forEach(
        set,
        member -> {
          if (!SavedThreads.canName(member.id())) {
            throw new IllegalArgumentException(
                "the name of thread " + member.id() + " cannot be saved: it is none of HotSpot's");
          }
          text.add(member);
        });
    return text.text();
  }

  private static void append(StringBuilder text, Member member) {
    text.append("goroutine ").append(member.id()).append(" [").append(member.group().state());
    if (member.printed().minutes() > 0) {
      text.append(", ").append(member.printed().minutes()).append(" minutes");
    }
    if (member.printed().locked()) {
      text.append(", locked to thread");
    }
    text.append(']').append(member.printed().labels().isEmpty() ? "" : " ");
    text.append(member.printed().labels()).append(":\n");
    String stack = StackText.of(member.group());
    if (member.starter() > 0) {
      int line = stack.indexOf('\n', Math.max(0, stack.lastIndexOf("created by ")));
      text.append(stack, 0, line).append(" in goroutine ").append(member.starter());
      text.append(stack, line, stack.length());
    } else {
      text.append(stack);
    }
    text.append('\n');
  }
}
