package dev.stuckpod.analysis.hotspot.join;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.Comparator;
import java.util.List;

/**
 * Where a thread stands, told so that both dumps agree: the file leaves out frames that the JVM has
 * made itself, so the innermost one counts and the innermost one of the application.
 */
record Place(Frame innermost, Frame application) implements Comparable<Place> {
  private static final Frame NOWHERE = new Frame("", "", 0);
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::innermost).thenComparing(Place::application);

  static Place of(Group group) {
    List<Frame> frames = group.stack().frames();
    return frames.isEmpty()
        ? new Place(NOWHERE, NOWHERE)
        : new Place(frames.getFirst(), frames.get(Math.max(0, group.applicationFrame())));
  }

  /** For maps: a dump may be made of calls with one hash. */
  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
