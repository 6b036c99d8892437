package dev.stuckpod.analysis.line;

import java.util.ArrayList;
import java.util.List;

/**
 * Strips what log pipelines put around a dump's lines. What it is, also one in another, is seen
 * from a line in which a dump starts; lines without it go by as they are, before and after.
 */
public final class Unwrapper implements LineSource.Sink {
  /** Tells whether a dump starts with a line. */
  public interface StartTest {
    boolean isStart(byte[] b, int from, int to);
  }

  private static final int DEEPEST = 3;
  private static final int LONGEST_CHAIN = 8;
  private final StartTest test;
  private final int longest;
  private final LineSource.Sink next;
  private final List<Wrapper> chain = new ArrayList<>();

  /** Per wrapper what takes the lines that were in it. */
  private final List<LineSource.Sink> inside = new ArrayList<>();

  private final Lookback before = new Lookback(true);
  private boolean started;

  /**
   * Makes one.
   *
   * @param longest bytes of a line put together from parts
   */
  public Unwrapper(StartTest test, int longest, LineSource.Sink next) {
    this.test = test;
    this.longest = longest;
    this.next = next;
    // from the first line on, because a part of a line shows no start
    add(new CriLine((b, from, to) -> startsWithin(b, from, to), longest));
  }

  @Override
  public void line(byte[] b, int from, int to) {
    if (started && chain.size() == 1 && !mayBeWrapped(b, from, to)) {
      next.line(b, from, to); // nothing is around this dump, and this line tells of nothing
    } else {
      emit(0, b, from, to);
    }
  }

  /** Hands on what is left of a line when the stream has ended. */
  public void end() {
    for (int i = 0; i < chain.size(); i++) {
      chain.get(i).end(inside.get(i));
    }
  }

  private void emit(int depth, byte[] b, int from, int to) {
    if (!unwrapped(depth, b, from, to)) {
      innermost(b, from, to);
    }
  }

  /** Hands on what is in a line that one of the wrappers takes; false when none does. */
  private boolean unwrapped(int depth, byte[] b, int from, int to) {
    for (int i = depth; i < chain.size(); i++) {
      if (chain.get(i).unwrap(b, from, to, inside.get(i))) {
        return true;
      }
    }
    return false;
  }

  private void add(Wrapper wrapper) {
    chain.add(wrapper);
    int depth = chain.size();
    inside.add((b, from, to) -> emit(depth, b, from, to));
  }

  private void innermost(byte[] b, int from, int to) {
    if (!started && test.isStart(b, from, to)) {
      started = true;
      chain.forEach(Wrapper::pin);
    } else if ((!started || mayBeWrapped(b, from, to)) && chain.size() < LONGEST_CHAIN) {
      List<Wrapper> around = around(b, from, to, DEEPEST);
      if (!around.isEmpty()) {
        int depth = chain.size();
        if (!started) {
          chain.forEach(Wrapper::pin);
        }
        boolean first = !started;
        started = true;
        around.forEach(this::add);
        if (first) {
          before.replay((x, f, t) -> unwrapped(depth, x, f, t));
        }
        emit(depth, b, from, to);
        return;
      }
    }
    if (!started) {
      before.take(b, from, to);
    }
    next.line(b, from, to);
  }

  /** No line of a dump begins so, or few: the others need no closer look. */
  private static boolean mayBeWrapped(byte[] b, int from, int to) {
    return from < to
        && (b[from] == '{' || Bytes.isDigit(b[from]) || b[from] >= 'A' && b[from] <= 'Z');
  }

  /** Gives what is around the start of a dump in this line; nothing when there is none, or none. */
  private List<Wrapper> around(byte[] b, int from, int to, int deep) {
    if (deep == 0 || !Marks.in(b, from, to) || test.isStart(b, from, to)) {
      return List.of();
    }
    for (Wrapper wrapper : wrappers()) {
      List<Wrapper> found = new ArrayList<>();
      wrapper.unwrap(
          b,
          from,
          to,
          (x, f, t) -> {
            if (found.isEmpty() && test.isStart(x, f, t)) {
              found.add(wrapper);
            } else if (found.isEmpty()) {
              List<Wrapper> further = around(x, f, t, deep - 1);
              if (!further.isEmpty()) {
                found.add(wrapper);
                found.addAll(further);
              }
            }
          });
      if (!found.isEmpty()) {
        wrapper.pin();
        return found;
      }
    }
    return List.of();
  }

  private boolean startsWithin(byte[] b, int from, int to) {
    return test.isStart(b, from, to) || !around(b, from, to, DEEPEST).isEmpty();
  }

  private List<Wrapper> wrappers() {
    return List.of(
        new JsonLine(this::startsOnALine, longest),
        new SyslogLine(this::startsWithin),
        new Timestamp(),
        new LogfmtLine(this::startsOnALine),
        new EscapedLine(test),
        new Prefix(test));
  }

  /** Whether a dump starts with one of the lines of a text. */
  private boolean startsOnALine(byte[] b, int from, int to) {
    boolean[] starts = new boolean[1];
    if (Marks.in(b, from, to)) {
      Bytes.eachLine(b, to, (x, f, t) -> starts[0] = starts[0] || test.isStart(x, f, t));
    }
    return starts[0];
  }

  /** How many lines among those of the dump were of another stream, program or kind. */
  public int dropped() {
    return chain.stream().mapToInt(Wrapper::dropped).sum();
  }
}
