package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;

/**
 * Where a routine stands: its calls outside the platform, and the state without what a collector or
 * another form of dump adds to it. SIGQUIT prints calls of the runtime and of the compiler that
 * debug=2 leaves out.
 */
record Place(List<Frame> calls, String state) implements Comparable<Place> {
  /** For maps: dumps may be made of places with one hash. */
  @Override
  public int compareTo(Place other) {
    int order = state.compareTo(other.state);
    order = order == 0 ? Integer.compare(calls.size(), other.calls.size()) : order;
    for (int i = 0; i < calls.size() && order == 0; i++) {
      order = calls.get(i).compareTo(other.calls.get(i));
    }
    return order;
  }

  static Place of(Group group) {
    List<Frame> frames = group.stack().frames();
    List<Frame> calls = frames.stream().filter(f -> isWritten(group.dialect(), f)).toList();
    int remark = group.state().indexOf(" (");
    String state = remark < 0 ? group.state() : group.state().substring(0, remark);
    return new Place(calls.isEmpty() ? frames : calls, state);
  }

  private static boolean isWritten(Dialect dialect, Frame frame) {
    return !dialect.isPlumbing(frame.function()) && !dialect.isWrapper(frame.function());
  }
}
