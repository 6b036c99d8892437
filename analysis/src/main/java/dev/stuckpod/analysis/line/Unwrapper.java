package dev.stuckpod.analysis.line;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Strips what log pipelines put around a dump's lines. What it is, also one in another, is seen
 * from the line with which the dump starts; the lines before go by as they are.
 */
public final class Unwrapper implements LineSource.Sink {
  /** Tells whether a dump starts with a line. */
  public interface StartTest {
    boolean isStart(byte[] b, int from, int to);
  }

  private static final int DEEPEST = 3;
  private static final List<byte[]> MARKS =
      List.of(
          Bytes.of("goroutine"),
          Bytes.of("Full thread dump"),
          Bytes.of("SIGQUIT: quit"),
          Bytes.of("threadDump"));

  private final StartTest test;
  private final int longest;
  private final LineSource.Sink next;
  private final CriLine cri;
  private final Deque<Wrapper> found = new ArrayDeque<>();
  private List<Wrapper> chain = List.of();
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
    this.cri = new CriLine(longest);
  }

  @Override
  public void line(byte[] b, int from, int to) {
    if (started) {
      emit(0, b, from, to);
    } else if (!cri.unwrap(b, from, to, (x, f, t) -> seek(x, f, t, true))) {
      seek(b, from, to, false);
    }
  }

  private void seek(byte[] b, int from, int to, boolean inCri) {
    if (isStart(b, from, to, 0)) {
      if (inCri) {
        found.addFirst(cri);
        cri.pin();
      }
      chain = List.copyOf(found);
      started = true;
      emit(inCri ? 1 : 0, b, from, to);
    } else {
      next.line(b, from, to);
    }
  }

  private boolean isStart(byte[] b, int from, int to, int depth) {
    if (test.isStart(b, from, to)) {
      return true;
    }
    if (depth == DEEPEST || !mentionsDump(b, from, to)) {
      return false;
    }
    for (Wrapper wrapper : wrappers()) {
      boolean[] inside = new boolean[1];
      wrapper.unwrap(
          b, from, to, (x, f, t) -> inside[0] = inside[0] || isStart(x, f, t, depth + 1));
      if (inside[0]) {
        wrapper.pin();
        found.addFirst(wrapper);
        return true;
      }
    }
    return false;
  }

  private List<Wrapper> wrappers() {
    return List.of(
        new JsonLine(longest),
        new SyslogLine(),
        new Timestamp(),
        new LogfmtLine(),
        new Prefix(test));
  }

  private void emit(int depth, byte[] b, int from, int to) {
    if (depth == chain.size()) {
      next.line(b, from, to);
    } else if (!chain.get(depth).unwrap(b, from, to, (x, f, t) -> emit(depth + 1, x, f, t))) {
      emit(depth + 1, b, from, to);
    }
  }

  /** How many lines among those of the dump were of another stream, program or kind. */
  public int dropped() {
    return chain.stream().mapToInt(Wrapper::dropped).sum();
  }

  static boolean mentionsDump(byte[] b, int from, int to) {
    return MARKS.stream().anyMatch(mark -> Bytes.indexOf(b, from, to, mark) >= 0);
  }

  static boolean mentionsDump(String text) {
    return MARKS.stream()
        .anyMatch(mark -> text.contains(new String(mark, StandardCharsets.ISO_8859_1)));
  }
}
