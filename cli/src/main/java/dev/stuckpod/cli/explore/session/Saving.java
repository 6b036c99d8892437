package dev.stuckpod.cli.explore.session;

import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Population;
import dev.stuckpod.cli.explore.population.Selection;
import dev.stuckpod.cli.explore.population.StackText;
import java.util.Optional;

/** A set as a dump: goroutines as {@code pprof} prints them with debug=2, without arguments. */
final class Saving {

  private Saving() {}

  /** Gives the text; nothing where the set has threads, or routines without an id. */
  static Optional<String> text(Population population, Selection set) {
    var text = new StringBuilder();
    boolean[] other = new boolean[1];
    population.forEach(
        set,
        member -> {
          other[0] |= member.id().isEmpty() || !member.dump().dialect().label().equals("go");
          append(text, member);
        });
    return other[0] ? Optional.empty() : Optional.of(text.toString());
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
