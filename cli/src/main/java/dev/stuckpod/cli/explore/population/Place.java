package dev.stuckpod.cli.explore.population;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;

/** Where routines of a group are: their innermost call that the application's people know. */
public final class Place {
  private static final Frame NOWHERE = new Frame("", "", 0);

  private Place() {}

  /**
   * Gives the innermost call that is the application's own; where there is none that of a library,
   * else of the platform. A frame without a name stands for an empty stack.
   */
  public static Frame of(Group group) {
    List<Frame> frames = group.stack().frames();
    int own = group.ownFrame(0);
    int at = own >= 0 ? own : Math.max(0, group.applicationFrame());
    return frames.isEmpty() ? NOWHERE : frames.get(at);
  }

  /** Gives the package of a function; of Java's the one that its class is in. */
  public static String packageOf(Group group, Frame frame) {
    String named = group.dialect().packageOf(frame.function());
    if (!named.isEmpty() || frame.function().isEmpty()) {
      return named;
    }
    String function = frame.function();
    int type = function.lastIndexOf('.', Math.max(0, function.lastIndexOf('.') - 1));
    return type < 0 ? "" : function.substring(0, type);
  }
}
