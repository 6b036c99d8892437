package dev.stuckpod.cli.explore.population;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;

/** A stack as Go prints one, and as one text that can be searched: for threads likewise. */
public final class StackText {

  private StackText() {}

  /** Gives all calls with their lines, and who has started the routine. */
  public static String of(Group group) {
    var text = new StringBuilder();
    group.stack().frames().forEach(frame -> append(text, "", frame, "(...)"));
    Frame creator = group.stack().createdBy();
    if (creator != null) {
      append(text, "created by ", creator, "");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String before, Frame frame, String after) {
    text.append(before).append(frame.function()).append(after).append('\n');
    if (!frame.file().isEmpty()) {
      text.append('\t').append(frame.file());
      if (frame.line() > 0) {
        text.append(':').append(frame.line());
      }
      text.append('\n');
    }
  }
}
